// Logarithms.
#include <math.h>
#include <vitrine/pair.h>

static int is_extreme(double x, double *result) {
    if (isnan(x) || x == HUGE_VAL) {
        *result = x;
    } else if (x == 0) {
        *result = __at_pole(-1);
    } else if (x < 0) {
        *result = __outside_domain();
    } else {
        return 0;
    }
    return 1;
}

double log(double x) {
    double result;
    if (is_extreme(x, &result)) {
        return result;
    }
    struct __pair value = __log_pair(__pair_make(x, 0), 0);
    return value.high + value.low;
}

double log2(double x) {
    double result;
    int exponent;
    if (is_extreme(x, &result)) {
        return result;
    }
    // Powers of two have whole logarithms, whatever is rounded.
    if (frexp(x, &exponent) == 0.5) {
        return exponent - 1;
    }
    struct __pair per_bit = {1.4426950408889634, 2.0355273740931033e-17};
    struct __pair value = __pair_multiply(__log_pair(__pair_make(x, 0), 0), per_bit);
    return value.high + value.low;
}

double log10(double x) {
    double result;
    if (is_extreme(x, &result)) {
        return result;
    }
    struct __pair per_digit = {0.4342944819032518, 1.098319650216765e-17};
    struct __pair value = __pair_multiply(__log_pair(__pair_make(x, 0), 0), per_digit);
    return value.high + value.low;
}

double log1p(double x) {
    double result;
    if (fabs(x) < 1e-5) {
        return x - x * x / 2 + x * x * x / 3;
    }
    if (is_extreme(x + 1, &result)) {
        return result;
    }
    struct __pair value = __log_pair(__pair_sum(1, x), 0);
    return value.high + value.low;
}
