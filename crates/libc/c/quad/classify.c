// Classes, signs and exponents of a long double.
#include <math.h>
#include <vitrine/quad.h>

int __isinfl(long double value);

int __fpclassifyl(long double value) {
    struct __parts x;
    union __quad quad = {value};
    __quad_split(&x, value);
    switch (x.class) {
    case QUAD_NAN: return FP_NAN;
    case QUAD_INFINITE: return FP_INFINITE;
    case QUAD_ZERO: return FP_ZERO;
    default: return quad.bits.hi & (unsigned long)QUAD_MOST << 48 ? FP_NORMAL : FP_SUBNORMAL;
    }
}

int __isinfl(long double value) {
    int class = __fpclassifyl(value);
    return class != FP_INFINITE ? 0 : __signbitl(value) ? -1 : 1;
}

int __signbitl(long double value) {
    union __quad quad = {value};
    return (int)(quad.bits.hi >> 63);
}

long double fabsl(long double x) {
    union __quad quad = {x};
    quad.bits.hi &= ~QUAD_SIGN;
    return quad.value;
}

long double copysignl(long double x, long double sign) {
    union __quad quad = {x}, other = {sign};
    quad.bits.hi = (quad.bits.hi & ~QUAD_SIGN) | (other.bits.hi & QUAD_SIGN);
    return quad.value;
}

static long double with_exponent(const struct __parts *x, long exponent) {
    exponent = exponent > 2 * QUAD_MOST ? 2 * QUAD_MOST : exponent < -2 * QUAD_MOST ? -2 * QUAD_MOST : exponent;
    return __quad_join(x->sign, (int)exponent, __wide_left(x->significand, QUAD_GUARD));
}

long double frexpl(long double value, int *exponent) {
    struct __parts x;
    __quad_split(&x, value);
    *exponent = 0;
    if (x.class != QUAD_FINITE) {
        return value;
    }
    *exponent = x.exponent - QUAD_BIAS + 1;
    return with_exponent(&x, QUAD_BIAS - 1);
}

long double ldexpl(long double value, int exponent) {
    struct __parts x;
    __quad_split(&x, value);
    return x.class == QUAD_FINITE ? with_exponent(&x, (long)x.exponent + exponent) : value;
}

long double scalbnl(long double x, int exponent) {
    return ldexpl(x, exponent);
}
