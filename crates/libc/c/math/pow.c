// x^y = e^(y ln x), with the special cases of C11 F.10.4.4.
#include <errno.h>
#include <math.h>
#include <vitrine/pair.h>

static int is_whole(double y) {
    return trunc(y) == y;
}

static int is_odd(double y) {
    return fabs(y) < 9007199254740992.0 && is_whole(y) && fmod(y, 2) != 0;
}

// x is zero or infinite, y is neither zero nor NaN.
static double extreme_base(double x, double y) {
    double sign = signbit(x) && is_odd(y) ? -1 : 1;
    if ((x == 0) == (y > 0)) {
        return sign * 0.0;
    }
    return x == 0 ? __at_pole(sign) : sign * HUGE_VAL;
}

double pow(double x, double y) {
    int exponent;
    if (y == 0 || x == 1) {
        return 1;
    }
    if (isnan(x) || isnan(y)) {
        return x + y;
    }
    if (isinf(y)) {
        double size = fabs(x);
        return size == 1 ? 1 : (size > 1) == (y > 0) ? HUGE_VAL : 0;
    }
    if (x == 0 || isinf(x)) {
        return extreme_base(x, y);
    }
    if (x < 0 && !is_whole(y)) {
        return __outside_domain();
    }
    double sign = x < 0 && is_odd(y) ? -1 : 1;
    struct __pair logarithm = __log_pair(__pair_make(fabs(x), 0), 0);
    double size = logarithm.high * y;
    if (size > 800) {
        return __at_pole(sign);
    }
    if (size < -800) {
        errno = ERANGE;
        return sign * 0.0;
    }
    struct __pair value = __exp_pair(__pair_multiply(logarithm, __pair_make(y, 0)), &exponent);
    return sign * __round_pair(value, exponent);
}
