// Square root, correctly rounded: bit by bit on integers.
#include <errno.h>
#include <math.h>
#include <stdint.h>

double sqrt(double x) {
    if (x == 0 || isnan(x) || x == HUGE_VAL) {
        return x;
    }
    if (x < 0) {
        errno = EDOM;
        return -NAN;
    }
    int exponent;
    uint64_t rest = (uint64_t)ldexp(frexp(x, &exponent), 53);
    // An even exponent has a square root; the root gets 54 bits, of which the last only rounds.
    if (exponent & 1) {
        exponent++;
    } else {
        rest <<= 1;
    }
    uint64_t root = 0;
    uint64_t left = 0;
    for (int i = 0; i < 54; i++) {
        left = left << 2 | (rest >> 52 & 3);
        rest = (rest << 2) & 0x3FFFFFFFFFFFFFUL;
        root <<= 1;
        if (left > 2 * root) {
            left -= 2 * root + 1;
            root++;
        }
    }
    // No root of 53 bits lies halfway, so the 54th bit decides.
    root = (root >> 1) + (root & 1);
    return ldexp((double)root, exponent / 2 - 53);
}

float sqrtf(float x) {
    return (float)sqrt(x);
}
