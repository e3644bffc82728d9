// Hyperbolic functions from e^|x| and its inverse.
#include <math.h>
#include <vitrine/pair.h>

// e^x and e^-x for 0 <= x < 60.
static void both(double x, struct __pair *up, struct __pair *down) {
    int exponent;
    struct __pair value = __exp_pair(__pair_make(x, 0), &exponent);
    *up = __pair_make(ldexp(value.high, exponent), ldexp(value.low, exponent));
    *down = __pair_divide(__pair_make(1, 0), *up);
}

// e^x / 2 where e^-x no longer matters.
static double half_exp(double x) {
    int exponent;
    if (x > 800) {
        return isinf(x) ? x : __at_pole(1);
    }
    struct __pair value = __exp_pair(__pair_make(x, 0), &exponent);
    return __round_pair(value, exponent - 1);
}

double sinh(double x) {
    struct __pair up;
    struct __pair down;
    double size = fabs(x);
    if (isnan(x) || size < 1e-5) {
        return x + x * x * x / 6;
    }
    if (size >= 60) {
        return copysign(half_exp(size), x);
    }
    both(size, &up, &down);
    struct __pair difference = __pair_subtract(up, down);
    return copysign((difference.high + difference.low) / 2, x);
}

double cosh(double x) {
    struct __pair up;
    struct __pair down;
    double size = fabs(x);
    if (isnan(x)) {
        return x;
    }
    if (size >= 60) {
        return half_exp(size);
    }
    both(size, &up, &down);
    struct __pair sum = __pair_add(up, down);
    return (sum.high + sum.low) / 2;
}

double tanh(double x) {
    struct __pair up;
    struct __pair down;
    double size = fabs(x);
    if (isnan(x) || size < 1e-5) {
        return x * (1 - x * x / 3);
    }
    if (size >= 22) {
        return copysign(1, x);
    }
    both(size, &up, &down);
    struct __pair quotient = __pair_divide(__pair_subtract(up, down), __pair_add(up, down));
    return copysign(quotient.high + quotient.low, x);
}
