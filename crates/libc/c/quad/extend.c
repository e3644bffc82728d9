// From float and double: every value is one.
#include <vitrine/quad.h>

static long double extend(unsigned long bits, int fraction_bits, int exponent_bits) {
    int sign = (int)(bits >> (fraction_bits + exponent_bits) & 1);
    int most = (1 << exponent_bits) - 1;
    int exponent = (int)(bits >> fraction_bits) & most;
    unsigned long fraction = bits & ((1UL << fraction_bits) - 1);
    struct __wide significand = {fraction, 0};
    if (exponent == most) {
        return fraction ? __quad_nan() : __quad_infinity(sign);
    }
    if (exponent == 0 && fraction == 0) {
        return __quad_zero(sign);
    }
    if (exponent == 0) {
        exponent = 1;
    } else {
        significand.lo |= 1UL << fraction_bits;
    }
    int highest = __wide_highest(significand);
    significand = __wide_left(significand, 112 + QUAD_GUARD - highest);
    return __quad_join(sign, exponent - (fraction_bits - highest) - most / 2 + QUAD_BIAS, significand);
}

long double __extenddftf2(double x) {
    union {
        double value;
        unsigned long bits;
    } number = {x};
    return extend(number.bits, 52, 11);
}

long double __extendsftf2(float x) {
    union {
        float value;
        unsigned int bits;
    } number = {x};
    return extend(number.bits, 23, 8);
}
