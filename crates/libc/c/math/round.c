// Rounding to whole numbers: exact, by clearing fraction bits.
#include <math.h>
#include <stdint.h>
#include <string.h>

// Toward zero.
double trunc(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int exponent = (int)(bits >> 52 & 0x7FF) - 1023;
    if (exponent >= 52) {
        return x;
    }
    uint64_t kept = exponent < 0 ? 1UL << 63 : ~(0xFFFFFFFFFFFFFUL >> exponent);
    bits &= kept;
    memcpy(&x, &bits, sizeof x);
    return x;
}

double floor(double x) {
    double whole = trunc(x);
    return x < whole ? whole - 1 : whole;
}

double ceil(double x) {
    double whole = trunc(x);
    return x > whole ? copysign(whole + 1, x) : whole;
}

// Halves go away from zero.
double round(double x) {
    double whole = trunc(x);
    return fabs(x - whole) >= 0.5 ? whole + copysign(1, x) : whole;
}

// Halves go to the even neighbour, the default rounding mode. Adding 2^52 leaves no bits for a fraction.
double rint(double x) {
    if (!(fabs(x) < 4503599627370496.0)) {
        return x;
    }
    volatile double shifted = fabs(x) + 4503599627370496.0;
    return copysign(shifted - 4503599627370496.0, x);
}

double nearbyint(double x) {
    return rint(x);
}

long lround(double x) {
    return (long)round(x);
}

long lrint(double x) {
    return (long)rint(x);
}

double modf(double x, double *whole) {
    *whole = trunc(x);
    return isinf(x) ? copysign(0, x) : copysign(x - *whole, x);
}
