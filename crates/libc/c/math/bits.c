// Parts of a double: IEEE 754 binary64.
#include <math.h>
#include <stdint.h>
#include <string.h>

static uint64_t bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double from_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

int __signbit(double value) {
    return (int)(bits_of(value) >> 63);
}

int __fpclassify(double value) {
    uint64_t magnitude = bits_of(value) << 1 >> 1;
    if (magnitude == 0) {
        return FP_ZERO;
    }
    if (magnitude < 1UL << 52) {
        return FP_SUBNORMAL;
    }
    if (magnitude < 0x7FFUL << 52) {
        return FP_NORMAL;
    }
    return magnitude == 0x7FFUL << 52 ? FP_INFINITE : FP_NAN;
}

int __fpclassifyf(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    bits &= 0x7fffffff;
    if (bits != 0 && bits < 1U << 23) {
        return FP_SUBNORMAL;
    }
    return __fpclassify(value);
}

double fabs(double x) {
    return from_bits(bits_of(x) << 1 >> 1);
}

double copysign(double x, double sign) {
    return from_bits((bits_of(x) << 1 >> 1) | (bits_of(sign) >> 63 << 63));
}

double frexp(double x, int *exponent) {
    uint64_t bits = bits_of(x);
    int field = (int)(bits >> 52 & 0x7FF);
    *exponent = 0;
    if (x == 0 || field == 0x7FF) {
        return x;
    }
    if (field == 0) {
        // 2^54 makes a subnormal normal.
        x = frexp(x * 18014398509481984.0, exponent);
        *exponent -= 54;
        return x;
    }
    *exponent = field - 1022;
    return from_bits((bits & ~(0x7FFUL << 52)) | 1022UL << 52);
}

// Steps of 2^±1000 until the rest is a normal power of two; only the last step can round.
double ldexp(double x, int exponent) {
    while (exponent > 1000) {
        x *= from_bits((1000UL + 1023) << 52);
        exponent -= 1000;
        if (exponent > 4000) {
            exponent = 4000;
        }
    }
    if (exponent < -1000) {
        // Stay above the subnormal numbers until the last multiplication.
        int own;
        double fraction = frexp(x, &own);
        if (x == 0 || !isfinite(x) || own + (long)exponent < -1100) {
            return x == 0 || !isfinite(x) ? x : copysign(0, x);
        }
        int rest = own + exponent;
        if (rest > -1000) {
            return fraction * from_bits((uint64_t)(rest + 1023) << 52);
        }
        fraction *= from_bits((uint64_t)(rest + 1000 + 1023) << 52);
        return fraction * from_bits((uint64_t)(-1000 + 1023) << 52);
    }
    return x * from_bits((uint64_t)(exponent + 1023) << 52);
}

double scalbn(double x, int exponent) {
    return ldexp(x, exponent);
}
