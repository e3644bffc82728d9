// x + y and x - y.
#include <vitrine/quad.h>

// Both finite and not zero.
static long double add_finite(struct __parts *x, struct __parts *y) {
    if (x->exponent < y->exponent ||
        (x->exponent == y->exponent && __wide_compare(x->significand, y->significand) < 0)) {
        struct __parts *larger = y;
        y = x;
        x = larger;
    }
    struct __wide a = __wide_left(x->significand, QUAD_GUARD);
    struct __wide b = __wide_right_sticky(__wide_left(y->significand, QUAD_GUARD), x->exponent - y->exponent);
    int exponent = x->exponent;
    if (x->sign == y->sign) {
        a = __wide_add(a, b);
        if (a.hi >> (48 + QUAD_GUARD + 1)) {
            a = __wide_right_sticky(a, 1);
            exponent++;
        }
        return __quad_join(x->sign, exponent, a);
    }
    a = __wide_subtract(a, b);
    if ((a.hi | a.lo) == 0) {
        return __quad_zero(0);
    }
    int missing = 112 + QUAD_GUARD - __wide_highest(a);
    return __quad_join(x->sign, exponent - missing, __wide_left(a, missing));
}

static long double add(long double left, long double right, int flips) {
    struct __parts x, y;
    __quad_split(&x, left);
    __quad_split(&y, right);
    y.sign ^= flips;
    if (x.class == QUAD_NAN || y.class == QUAD_NAN) {
        return __quad_nan();
    }
    if (x.class == QUAD_INFINITE || y.class == QUAD_INFINITE) {
        if (x.class == y.class && x.sign != y.sign) {
            return __quad_nan();
        }
        return __quad_infinity(x.class == QUAD_INFINITE ? x.sign : y.sign);
    }
    if (x.class == QUAD_ZERO && y.class == QUAD_ZERO) {
        return __quad_zero(x.sign & y.sign);
    }
    if (y.class == QUAD_ZERO) {
        return left;
    }
    if (x.class == QUAD_ZERO) {
        union __quad other = {right};
        other.bits.hi ^= flips ? QUAD_SIGN : 0;
        return other.value;
    }
    return add_finite(&x, &y);
}

long double __addtf3(long double x, long double y) {
    return add(x, y, 0);
}

long double __subtf3(long double x, long double y) {
    return add(x, y, 1);
}

long double __negtf2(long double x) {
    union __quad quad = {x};
    quad.bits.hi ^= QUAD_SIGN;
    return quad.value;
}
