// The functions on float: computed in double, rounded once more.
#include <math.h>

float fabsf(float x) {
    return (float)fabs(x);
}

float floorf(float x) {
    return (float)floor(x);
}

float ceilf(float x) {
    return (float)ceil(x);
}

float roundf(float x) {
    return (float)round(x);
}

float truncf(float x) {
    return (float)trunc(x);
}

float expf(float x) {
    return (float)exp(x);
}

float logf(float x) {
    return (float)log(x);
}

float log2f(float x) {
    return (float)log2(x);
}

float log10f(float x) {
    return (float)log10(x);
}

float sinf(float x) {
    return (float)sin(x);
}

float cosf(float x) {
    return (float)cos(x);
}

float tanf(float x) {
    return (float)tan(x);
}

float asinf(float x) {
    return (float)asin(x);
}

float acosf(float x) {
    return (float)acos(x);
}

float atanf(float x) {
    return (float)atan(x);
}

float sinhf(float x) {
    return (float)sinh(x);
}

float coshf(float x) {
    return (float)cosh(x);
}

float tanhf(float x) {
    return (float)tanh(x);
}

float cbrtf(float x) {
    return (float)cbrt(x);
}

float powf(float x, float y) {
    return (float)pow(x, y);
}

float fmodf(float x, float y) {
    return (float)fmod(x, y);
}

float atan2f(float x, float y) {
    return (float)atan2(x, y);
}

float hypotf(float x, float y) {
    return (float)hypot(x, y);
}

float fminf(float x, float y) {
    return (float)fmin(x, y);
}

float fmaxf(float x, float y) {
    return (float)fmax(x, y);
}

float copysignf(float x, float y) {
    return (float)copysign(x, y);
}
