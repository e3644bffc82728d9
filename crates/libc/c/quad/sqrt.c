// sqrt(3) of a long double, a bit at a time, rounded once.
#include <errno.h>
#include <math.h>
#include <vitrine/quad.h>

static unsigned long bit(const struct __wide *x, int at) {
    if (at < 0 || at > 112) {
        return 0;
    }
    return at >= 64 ? x->hi >> (at - 64) & 1 : x->lo >> at & 1;
}

long double sqrtl(long double value) {
    struct __parts x;
    __quad_split(&x, value);
    if (x.class == QUAD_NAN || x.class == QUAD_ZERO || (x.class == QUAD_INFINITE && !x.sign)) {
        return value;
    }
    if (x.sign) {
        errno = EDOM;
        return __quad_nan();
    }
    int exponent = x.exponent - QUAD_BIAS;
    int odd = exponent & 1;
    // The root of significand * 2^shift has its highest bit at 112 + QUAD_GUARD.
    int shift = 112 + 2 * QUAD_GUARD + odd;
    struct __wide root = {0, 0}, rest = {0, 0};
    for (int i = 112 + QUAD_GUARD; i >= 0; i--) {
        rest = __wide_left(rest, 2);
        rest.lo |= bit(&x.significand, 2 * i + 1 - shift) << 1 | bit(&x.significand, 2 * i - shift);
        struct __wide trial = __wide_left(root, 2);
        trial.lo |= 1;
        root = __wide_left(root, 1);
        if (__wide_compare(rest, trial) >= 0) {
            rest = __wide_subtract(rest, trial);
            root.lo |= 1;
        }
    }
    root.lo |= (rest.lo | rest.hi) != 0;
    return __quad_join(0, (exponent - odd) / 2 + QUAD_BIAS, root);
}
