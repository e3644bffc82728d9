#include <math.h>

double fmin(double x, double y) {
    return isnan(x) ? y : isnan(y) || x < y ? x : y;
}

double fmax(double x, double y) {
    return isnan(x) ? y : isnan(y) || x > y ? x : y;
}

double fdim(double x, double y) {
    return isnan(x) || isnan(y) ? x + y : x > y ? x - y : 0;
}
