// e^x: x = k ln 2 + r, and e^r by its power series.
#include <math.h>
#include <vitrine/pair.h>

struct __pair __exp_pair(struct __pair x, int *exponent) {
    double k = rint(x.high * 1.4426950408889634);
    struct __pair r = __pair_subtract(x, __pair_product(k, 0.6931471805599453));
    r = __pair_subtract(r, __pair_product(k, 2.3190468138462996e-17));
    *exponent = (int)k;
    return __pair_polynomial(__inverse_factorials, 23, r);
}
