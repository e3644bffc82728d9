// Cube root and length of a vector.
#include <math.h>
#include <vitrine/pair.h>

double cbrt(double x) {
    int exponent;
    if (x == 0 || !isfinite(x)) {
        return x;
    }
    double fraction = frexp(fabs(x), &exponent);
    int rest = exponent % 3;
    fraction = ldexp(fraction, rest);
    // Newton's method in double from a rough start, and its last step exactly.
    double root = 0.6 + fraction * 0.4;
    for (int i = 0; i < 6; i++) {
        root -= (root - fraction / (root * root)) / 3;
    }
    struct __pair cube = __pair_multiply(__pair_product(root, root), __pair_make(root, 0));
    struct __pair missing = __pair_subtract(__pair_make(fraction, 0), cube);
    struct __pair result = __pair_sum(root, missing.high / (3 * root * root));
    return copysign(ldexp(result.high + result.low, (exponent - rest) / 3), x);
}

double hypot(double x, double y) {
    int exponent;
    if (isinf(x) || isinf(y)) {
        return HUGE_VAL;
    }
    double larger = fmax(fabs(x), fabs(y));
    if (larger == 0 || isnan(x) || isnan(y)) {
        return fabs(x) + fabs(y);
    }
    frexp(larger, &exponent);
    double a = ldexp(x, -exponent);
    double b = ldexp(y, -exponent);
    struct __pair root = __pair_root(__pair_add(__pair_product(a, a), __pair_product(b, b)));
    return __round_pair(root, exponent);
}
