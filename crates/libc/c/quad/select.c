// The larger, the smaller, the difference of long doubles.
#include <math.h>

long double fmaxl(long double x, long double y) {
    return isnan(x) ? y : isnan(y) ? x : x < y || (x == y && __signbitl(x)) ? y : x;
}

long double fminl(long double x, long double y) {
    return isnan(x) ? y : isnan(y) ? x : y < x || (x == y && __signbitl(y)) ? y : x;
}

long double fdiml(long double x, long double y) {
    return isnan(x) ? x : isnan(y) ? y : x > y ? x - y : 0;
}
