// Arc functions. An estimate of the angle is turned back: the rest is so small that it equals its sine.
#include <math.h>
#include <vitrine/pair.h>

static const struct __pair half_pi = {1.5707963267948966, 6.123233995736766e-17};
static const struct __pair whole_pi = {3.141592653589793, 1.2246467991473532e-16};

// To about 1e-10, for t from 0 to 1.
static double estimate(double t) {
    double half = t / (1 + sqrt(1 + t * t));
    double square = half * half;
    double sum = 0;
    for (int i = 10; i >= 0; i--) {
        sum = 1.0 / (2 * i + 1) - square * sum;
    }
    return 2 * half * sum;
}

// For 0 <= y <= x, x > 0.
static struct __pair first_octant(struct __pair y, struct __pair x) {
    struct __pair sine;
    struct __pair cosine;
    double angle = estimate(y.high / x.high);
    __sine_cosine_small(__pair_make(angle, 0), &sine, &cosine);
    struct __pair across = __pair_subtract(__pair_multiply(y, cosine), __pair_multiply(x, sine));
    struct __pair along = __pair_add(__pair_multiply(x, cosine), __pair_multiply(y, sine));
    return __pair_add(__pair_make(angle, 0), __pair_divide(across, along));
}

static struct __pair absolute(struct __pair a) {
    return a.high < 0 ? __pair_make(-a.high, -a.low) : a;
}

struct __pair __angle_pair(struct __pair y, struct __pair x) {
    struct __pair up = absolute(y);
    struct __pair right = absolute(x);
    struct __pair angle;
    if (up.high > right.high) {
        angle = __pair_subtract(half_pi, first_octant(right, up));
    } else {
        angle = first_octant(up, right);
    }
    if (x.high < 0) {
        angle = __pair_subtract(whole_pi, angle);
    }
    return y.high < 0 ? __pair_make(-angle.high, -angle.low) : angle;
}

double atan(double x) {
    if (isnan(x) || fabs(x) < 1e-8) {
        return x;
    }
    if (fabs(x) > 1e17) {
        return copysign(half_pi.high, x);
    }
    struct __pair angle = __angle_pair(__pair_make(x, 0), __pair_make(1, 0));
    return angle.high + angle.low;
}

// Zeros and infinities: C11 F.10.1.4.
static double extreme_angle(double y, double x) {
    double angle = 0;
    if (isinf(y)) {
        angle = isinf(x) ? (x > 0 ? M_PI_4 : 3 * M_PI_4) : M_PI_2;
    } else if (y == 0 || isinf(x)) {
        angle = signbit(x) ? M_PI : 0;
    } else {
        angle = M_PI_2;
    }
    return copysign(angle, y);
}

double atan2(double y, double x) {
    if (isnan(x) || isnan(y)) {
        return x + y;
    }
    if (x == 0 || y == 0 || isinf(x) || isinf(y)) {
        return extreme_angle(y, x);
    }
    int y_exponent;
    int x_exponent;
    double up = frexp(y, &y_exponent);
    double right = frexp(x, &x_exponent);
    int difference = y_exponent - x_exponent;
    if (difference > 100) {
        return copysign(M_PI_2, y);
    }
    if (difference < -100) {
        return x > 0 ? y / x : copysign(M_PI, y);
    }
    struct __pair angle = __angle_pair(__pair_make(ldexp(up, difference), 0), __pair_make(right, 0));
    return angle.high + angle.low;
}

// The other side of the triangle with hypotenuse 1.
static struct __pair other_side(double x) {
    return __pair_root(__pair_multiply(__pair_sum(1, -x), __pair_sum(1, x)));
}

double asin(double x) {
    if (isnan(x) || fabs(x) < 1e-8) {
        return x;
    }
    if (fabs(x) > 1) {
        return __outside_domain();
    }
    struct __pair angle = __angle_pair(__pair_make(x, 0), other_side(x));
    return angle.high + angle.low;
}

double acos(double x) {
    if (isnan(x)) {
        return x;
    }
    if (fabs(x) > 1) {
        return __outside_domain();
    }
    if (x == 1) {
        return 0;
    }
    struct __pair angle = __angle_pair(other_side(x), __pair_make(x, 0));
    return angle.high + angle.low;
}
