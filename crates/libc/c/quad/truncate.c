// To float and double, rounded to the nearest, ties to even.
#include <vitrine/quad.h>

static unsigned long truncate(long double value, int fraction_bits, int exponent_bits) {
    struct __parts x;
    __quad_split(&x, value);
    int most = (1 << exponent_bits) - 1;
    unsigned long sign = (unsigned long)x.sign << (fraction_bits + exponent_bits);
    unsigned long infinity = (unsigned long)most << fraction_bits;
    if (x.class == QUAD_NAN) {
        return infinity | 1UL << (fraction_bits - 1);
    }
    if (x.class == QUAD_INFINITE) {
        return sign | infinity;
    }
    if (x.class == QUAD_ZERO) {
        return sign;
    }
    int exponent = x.exponent - QUAD_BIAS + most / 2;
    // Two bits below the last place: the half, and whether there is more.
    int shift = 112 - fraction_bits - 2;
    if (exponent < 1) {
        shift += exponent < -200 ? 200 : 1 - exponent;
        exponent = 1;
    }
    struct __wide kept = __wide_right_sticky(x.significand, shift);
    unsigned long guard = kept.lo & 3;
    unsigned long rounded = kept.lo >> 2;
    rounded += guard == 3 || (guard == 2 && (rounded & 1));
    if (exponent >= most) {
        return sign | infinity;
    }
    rounded += (unsigned long)(exponent - 1) << fraction_bits;
    return sign | (rounded > infinity ? infinity : rounded);
}

double __trunctfdf2(long double x) {
    union {
        unsigned long bits;
        double value;
    } number = {truncate(x, 52, 11)};
    return number.value;
}

float __trunctfsf2(long double x) {
    union {
        unsigned int bits;
        float value;
    } number = {(unsigned int)truncate(x, 23, 8)};
    return number.value;
}
