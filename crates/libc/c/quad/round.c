// Whole numbers near a long double: all exact.
#include <math.h>
#include <vitrine/quad.h>

long double truncl(long double x) {
    union __quad quad = {x};
    int exponent = (int)(quad.bits.hi >> 48 & QUAD_MOST) - QUAD_BIAS;
    if (exponent < 0) {
        return __quad_zero((int)(quad.bits.hi >> 63));
    }
    if (exponent < 48) {
        quad.bits.hi &= ~((QUAD_HIDDEN - 1) >> exponent);
        quad.bits.lo = 0;
    } else if (exponent < 112) {
        quad.bits.lo &= ~(~0UL >> (exponent - 48));
    }
    return quad.value;
}

long double floorl(long double x) {
    long double whole = truncl(x);
    return whole > x ? whole - 1 : whole;
}

long double ceill(long double x) {
    long double whole = truncl(x);
    return whole < x ? copysignl(whole + 1, x) : whole;
}

long double roundl(long double x) {
    long double whole = truncl(x);
    return fabsl(x - whole) >= 0.5L ? whole + copysignl(1, x) : whole;
}

long double rintl(long double x) {
    // Numbers from 2^112 on are whole, and adding it rounds what is smaller.
    const long double shift = 0x1p112L;
    if (!(fabsl(x) < shift)) {
        return x;
    }
    return copysignl(fabsl(x) + shift - shift, x);
}

long double nearbyintl(long double x) {
    return rintl(x);
}

long double modfl(long double x, long double *whole) {
    *whole = truncl(x);
    return copysignl(isinf(x) ? 0 : x - *whole, x);
}

long lroundl(long double x) {
    return (long)roundl(x);
}

long long llroundl(long double x) {
    return (long long)roundl(x);
}

long lrintl(long double x) {
    return (long)rintl(x);
}

long long llrintl(long double x) {
    return (long long)rintl(x);
}
