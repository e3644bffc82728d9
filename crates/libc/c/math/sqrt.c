// Square root, correctly rounded by the processor.
#include <math.h>
#include <vitrine/pair.h>

double sqrt(double x) {
    return x < 0 ? __outside_domain() : __builtin_sqrt(x);
}

float sqrtf(float x) {
    return (float)sqrt(x);
}
