// Arithmetic on pairs of doubles.
#include <errno.h>
#include <math.h>
#include <vitrine/pair.h>

struct __pair __pair_make(double high, double low) {
    struct __pair result = {high, low};
    return result;
}

// The exact sum.
struct __pair __pair_sum(double a, double b) {
    double sum = a + b;
    double of_b = sum - a;
    double error = (a - (sum - of_b)) + (b - of_b);
    return __pair_make(sum, error);
}

// The exact product, if it neither overflows nor underflows: each factor is cut into halves of 26 bits.
struct __pair __pair_product(double a, double b) {
    const double splitter = 134217729.0;
    double product = a * b;
    double wide = splitter * a;
    double a_high = wide - (wide - a);
    double a_low = a - a_high;
    wide = splitter * b;
    double b_high = wide - (wide - b);
    double b_low = b - b_high;
    double error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    return __pair_make(product, error);
}

struct __pair __pair_add(struct __pair a, struct __pair b) {
    struct __pair high = __pair_sum(a.high, b.high);
    struct __pair low = __pair_sum(a.low, b.low);
    high = __pair_sum(high.high, high.low + low.high);
    return __pair_sum(high.high, high.low + low.low);
}

struct __pair __pair_subtract(struct __pair a, struct __pair b) {
    return __pair_add(a, __pair_make(-b.high, -b.low));
}

struct __pair __pair_multiply(struct __pair a, struct __pair b) {
    struct __pair product = __pair_product(a.high, b.high);
    return __pair_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

// Long division with three digits of 53 bits.
struct __pair __pair_divide(struct __pair a, struct __pair b) {
    double first = a.high / b.high;
    struct __pair rest = __pair_subtract(a, __pair_multiply(__pair_make(first, 0), b));
    double second = rest.high / b.high;
    rest = __pair_subtract(rest, __pair_multiply(__pair_make(second, 0), b));
    double third = rest.high / b.high;
    struct __pair quotient = __pair_sum(first, second);
    return __pair_sum(quotient.high, quotient.low + third);
}

// One step of Newton's method from the rounded root.
struct __pair __pair_root(struct __pair a) {
    double root = sqrt(a.high);
    if (root == 0) {
        return a;
    }
    struct __pair rest = __pair_subtract(a, __pair_product(root, root));
    return __pair_sum(root, rest.high / (2 * root));
}

struct __pair __pair_polynomial(const struct __pair *coefficients, int count, struct __pair x) {
    struct __pair sum = coefficients[count - 1];
    for (int i = count - 2; i >= 0; i--) {
        sum = __pair_add(__pair_multiply(sum, x), coefficients[i]);
    }
    return sum;
}

double __round_pair(struct __pair value, int exponent) {
    double result = ldexp(value.high + value.low, exponent);
    if (result == 0 || isinf(result)) {
        errno = ERANGE;
    }
    return result;
}

double __outside_domain(void) {
    errno = EDOM;
    return -NAN;
}

double __at_pole(double sign) {
    errno = ERANGE;
    return copysign(HUGE_VAL, sign);
}
