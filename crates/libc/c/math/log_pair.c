// The logarithm: x = m 2^k with m near 1, and ln m = 2 artanh((m - 1) / (m + 1)) by its power series.
#include <math.h>
#include <vitrine/pair.h>

struct __pair __log_pair(struct __pair x, int exponent) {
    const struct __pair one = {1, 0};
    int k;
    double fraction = frexp(x.high, &k);
    if (fraction < M_SQRT1_2) {
        k--;
    }
    struct __pair m = {ldexp(x.high, -k), ldexp(x.low, -k)};
    struct __pair s = __pair_divide(__pair_subtract(m, one), __pair_add(m, one));
    struct __pair sum = __pair_polynomial(__inverse_odds, 22, __pair_multiply(s, s));
    sum = __pair_multiply(sum, __pair_make(2 * s.high, 2 * s.low));
    double powers = k + exponent;
    struct __pair whole = __pair_product(powers, 0.6931471805599453);
    return __pair_add(__pair_add(whole, __pair_product(powers, 2.3190468138462996e-17)), sum);
}
