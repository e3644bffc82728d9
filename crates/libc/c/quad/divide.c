// x / y, a bit at a time.
#include <vitrine/quad.h>

long double __divtf3(long double left, long double right) {
    struct __parts x, y;
    __quad_split(&x, left);
    __quad_split(&y, right);
    int sign = x.sign ^ y.sign;
    if (x.class == QUAD_NAN || y.class == QUAD_NAN || (x.class == y.class && x.class != QUAD_FINITE)) {
        return __quad_nan();
    }
    if (x.class == QUAD_INFINITE || y.class == QUAD_ZERO) {
        return __quad_infinity(sign);
    }
    if (x.class == QUAD_ZERO || y.class == QUAD_INFINITE) {
        return __quad_zero(sign);
    }
    int exponent = x.exponent - y.exponent + QUAD_BIAS;
    struct __wide rest = x.significand, divisor = y.significand, quotient = {0, 0};
    if (__wide_compare(rest, divisor) < 0) {
        rest = __wide_left(rest, 1);
        exponent--;
    }
    for (int i = 0; i < 113 + QUAD_GUARD; i++) {
        quotient = __wide_left(quotient, 1);
        if (__wide_compare(rest, divisor) >= 0) {
            rest = __wide_subtract(rest, divisor);
            quotient.lo |= 1;
        }
        rest = __wide_left(rest, 1);
    }
    quotient.lo |= (rest.lo | rest.hi) != 0;
    return __quad_join(sign, exponent, quotient);
}
