// Remainders: exact, by long division in binary.
#include <math.h>
#include <stdint.h>

double fmod(double x, double y) {
    if (isnan(x) || isnan(y) || isinf(x) || y == 0) {
        return (x * y) / (x * y);
    }
    double divisor = fabs(y);
    double rest = fabs(x);
    if (rest < divisor) {
        return x;
    }
    int x_exponent;
    int y_exponent;
    uint64_t x_bits = (uint64_t)ldexp(frexp(rest, &x_exponent), 53);
    uint64_t y_bits = (uint64_t)ldexp(frexp(divisor, &y_exponent), 53);
    x_bits %= y_bits;
    for (int i = x_exponent - y_exponent; i > 0 && x_bits > 0; i--) {
        x_bits = (x_bits << 1) % y_bits;
    }
    return copysign(ldexp((double)x_bits, y_exponent - 53), x);
}

// The quotient is rounded to nearest, ties to even.
double remainder(double x, double y) {
    if (isnan(x) || isnan(y) || isinf(x) || y == 0) {
        return (x * y) / (x * y);
    }
    double divisor = fabs(y);
    if (isinf(y)) {
        return x;
    }
    // Modulo twice the divisor the quotient's last bit is still known.
    double rest = divisor < 8.0e307 ? fmod(fabs(x), divisor + divisor) : fabs(x);
    double half = divisor * 0.5;
    if (rest > half) {
        rest -= divisor;
        if (rest >= half) {
            rest -= divisor;
        }
    }
    return signbit(x) ? -rest : rest;
}
