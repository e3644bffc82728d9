// To integers, towards zero, and from them. What does not fit becomes the nearest that does, as the machine's own conversions have it.
#include <vitrine/quad.h>

// The magnitude's whole part; all ones if it does not fit.
static unsigned long whole(const struct __parts *x) {
    int exponent = x->exponent - QUAD_BIAS;
    if (x->class == QUAD_ZERO || (x->class == QUAD_FINITE && exponent < 0)) {
        return 0;
    }
    if (x->class != QUAD_FINITE || exponent > 63) {
        return ~0UL;
    }
    int shift = 112 - exponent;
    return shift >= 64 ? x->significand.hi >> (shift - 64) : x->significand.hi << (64 - shift) | x->significand.lo >> shift;
}

static long to_signed(long double value, unsigned long most) {
    struct __parts x;
    __quad_split(&x, value);
    unsigned long magnitude = whole(&x);
    if (x.class == QUAD_NAN) {
        return (long)most;
    }
    if (x.sign) {
        return magnitude > most ? -(long)most - 1 : -(long)magnitude;
    }
    return (long)(magnitude > most ? most : magnitude);
}

static unsigned long to_unsigned(long double value, unsigned long most) {
    struct __parts x;
    __quad_split(&x, value);
    unsigned long magnitude = whole(&x);
    if (x.class == QUAD_NAN) {
        return most;
    }
    return x.sign ? 0 : magnitude > most ? most : magnitude;
}

long __fixtfdi(long double x) {
    return to_signed(x, ~0UL >> 1);
}

int __fixtfsi(long double x) {
    return (int)to_signed(x, ~0U >> 1);
}

unsigned long __fixunstfdi(long double x) {
    return to_unsigned(x, ~0UL);
}

unsigned int __fixunstfsi(long double x) {
    return (unsigned int)to_unsigned(x, ~0U);
}

static long double from(int sign, unsigned long magnitude) {
    struct __wide significand = {magnitude, 0};
    if (magnitude == 0) {
        return __quad_zero(0);
    }
    int highest = __wide_highest(significand);
    return __quad_join(sign, QUAD_BIAS + highest, __wide_left(significand, 112 + QUAD_GUARD - highest));
}

long double __floatditf(long x) {
    return from(x < 0, x < 0 ? -(unsigned long)x : (unsigned long)x);
}

long double __floatsitf(int x) {
    return __floatditf(x);
}

long double __floatunditf(unsigned long x) {
    return from(0, x);
}

long double __floatunsitf(unsigned int x) {
    return from(0, x);
}
