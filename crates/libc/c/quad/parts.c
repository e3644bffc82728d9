// Binary128 taken apart and put together: IEEE 754-2008, 3.4 and 4.3.1.
#include <vitrine/quad.h>

static long double make(int sign, unsigned long hi, unsigned long lo) {
    union __quad quad;
    quad.bits.hi = hi | (sign ? QUAD_SIGN : 0);
    quad.bits.lo = lo;
    return quad.value;
}

long double __quad_nan(void) {
    return make(0, (unsigned long)QUAD_MOST << 48 | QUAD_HIDDEN >> 1, 0);
}

long double __quad_infinity(int sign) {
    return make(sign, (unsigned long)QUAD_MOST << 48, 0);
}

long double __quad_zero(int sign) {
    return make(sign, 0, 0);
}

void __quad_split(struct __parts *parts, long double value) {
    union __quad quad = {value};
    int exponent = (int)(quad.bits.hi >> 48) & QUAD_MOST;
    struct __wide significand = {quad.bits.lo, quad.bits.hi & (QUAD_HIDDEN - 1)};
    int empty = (significand.lo | significand.hi) == 0;
    parts->sign = (int)(quad.bits.hi >> 63);
    if (exponent == QUAD_MOST) {
        parts->class = empty ? QUAD_INFINITE : QUAD_NAN;
    } else if (exponent == 0 && empty) {
        parts->class = QUAD_ZERO;
    } else if (exponent == 0) {
        int missing = 112 - __wide_highest(significand);
        parts->class = QUAD_FINITE;
        significand = __wide_left(significand, missing);
        exponent = 1 - missing;
    } else {
        parts->class = QUAD_FINITE;
        significand.hi |= QUAD_HIDDEN;
    }
    parts->exponent = exponent;
    parts->significand = significand;
}

long double __quad_join(int sign, int exponent, struct __wide significand) {
    if (exponent < 1) {
        significand = __wide_right_sticky(significand, exponent < -200 ? 200 : 1 - exponent);
        exponent = 1;
    }
    unsigned long guard = significand.lo & 7;
    struct __wide rounded = {significand.lo >> QUAD_GUARD | significand.hi << (64 - QUAD_GUARD), significand.hi >> QUAD_GUARD};
    if (guard > 4 || (guard == 4 && (rounded.lo & 1))) {
        rounded.lo++;
        rounded.hi += rounded.lo == 0;
    }
    // The hidden bit adds one to the exponent, and so does a carry.
    if (exponent >= QUAD_MOST) {
        return __quad_infinity(sign);
    }
    rounded.hi += (unsigned long)(exponent - 1) << 48;
    if (rounded.hi >> 48 >= QUAD_MOST) {
        return __quad_infinity(sign);
    }
    return make(sign, rounded.hi, rounded.lo);
}
