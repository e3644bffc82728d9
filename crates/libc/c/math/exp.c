// Exponential functions.
#include <errno.h>
#include <math.h>
#include <vitrine/pair.h>

// Beyond these e^x is infinite or zero whatever the digits.
static int is_extreme(double x, double *result) {
    if (isnan(x) || x == HUGE_VAL) {
        *result = x;
    } else if (x == -HUGE_VAL) {
        *result = 0;
    } else if (x > 800) {
        *result = __at_pole(1);
    } else if (x < -800) {
        errno = ERANGE;
        *result = 0;
    } else {
        return 0;
    }
    return 1;
}

double exp(double x) {
    double result;
    int exponent;
    if (is_extreme(x, &result)) {
        return result;
    }
    struct __pair value = __exp_pair(__pair_make(x, 0), &exponent);
    return __round_pair(value, exponent);
}

double exp2(double x) {
    return pow(2, x);
}

double expm1(double x) {
    double result;
    int exponent;
    if (fabs(x) < 1e-5) {
        return x + x * x / 2 + x * x * x / 6;
    }
    if (x < -60) {
        return -1;
    }
    if (is_extreme(x, &result)) {
        return result;
    }
    struct __pair value = __exp_pair(__pair_make(x, 0), &exponent);
    if (exponent > 200) {
        return __round_pair(value, exponent);
    }
    value = __pair_make(ldexp(value.high, exponent), ldexp(value.low, exponent));
    value = __pair_subtract(value, __pair_make(1, 0));
    return value.high + value.low;
}
