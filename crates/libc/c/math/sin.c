// Sine, cosine, tangent.
#include <math.h>
#include <vitrine/pair.h>

double sin(double x) {
    struct __pair sine;
    struct __pair cosine;
    if (!isfinite(x)) {
        return isnan(x) ? x : __outside_domain();
    }
    if (fabs(x) < 1e-8) {
        return x;
    }
    __sine_cosine_pair(x, &sine, &cosine);
    return sine.high + sine.low;
}

double cos(double x) {
    struct __pair sine;
    struct __pair cosine;
    if (!isfinite(x)) {
        return isnan(x) ? x : __outside_domain();
    }
    __sine_cosine_pair(x, &sine, &cosine);
    return cosine.high + cosine.low;
}

double tan(double x) {
    struct __pair sine;
    struct __pair cosine;
    if (!isfinite(x)) {
        return isnan(x) ? x : __outside_domain();
    }
    if (fabs(x) < 1e-8) {
        return x;
    }
    __sine_cosine_pair(x, &sine, &cosine);
    struct __pair tangent = __pair_divide(sine, cosine);
    return tangent.high + tangent.low;
}
