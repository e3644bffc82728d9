// fmod(3) of long doubles: exact.
#include <errno.h>
#include <math.h>
#include <vitrine/quad.h>

long double fmodl(long double left, long double right) {
    struct __parts x, y;
    __quad_split(&x, left);
    __quad_split(&y, right);
    if (x.class == QUAD_NAN || y.class == QUAD_NAN) {
        return __quad_nan();
    }
    if (x.class == QUAD_INFINITE || y.class == QUAD_ZERO) {
        errno = EDOM;
        return __quad_nan();
    }
    if (x.class == QUAD_ZERO || y.class == QUAD_INFINITE || x.exponent < y.exponent) {
        return left;
    }
    struct __wide rest = x.significand;
    for (int left_over = x.exponent - y.exponent;; left_over--) {
        if (__wide_compare(rest, y.significand) >= 0) {
            rest = __wide_subtract(rest, y.significand);
        }
        if (left_over == 0) {
            break;
        }
        rest = __wide_left(rest, 1);
    }
    int highest = __wide_highest(rest);
    if (highest < 0) {
        return __quad_zero(x.sign);
    }
    return __quad_join(x.sign, y.exponent - (112 - highest), __wide_left(rest, 112 + QUAD_GUARD - highest));
}

long double remainderl(long double x, long double y) {
    long double size = fabsl(y), rest = fabsl(x);
    if (isnan(x) || isnan(y) || isinf(x) || y == 0) {
        return fmodl(x, y);
    }
    if (size <= 0x1p16382L) {
        rest = fmodl(rest, size + size);
    }
    if (rest > size - rest) {
        rest -= size;
        if (rest >= size - rest) {
            rest -= size;
        }
    }
    return __signbitl(x) ? -rest : rest;
}
