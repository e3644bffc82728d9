// Comparisons, with the results that libgcc's have where a number is not one.
#include <vitrine/quad.h>

static int is_nan(long double x) {
    union __quad quad = {x};
    unsigned long magnitude = quad.bits.hi & ~QUAD_SIGN;
    unsigned long infinity = (unsigned long)QUAD_MOST << 48;
    return magnitude > infinity || (magnitude == infinity && quad.bits.lo != 0);
}

int __unordtf2(long double x, long double y) {
    return is_nan(x) || is_nan(y);
}

static int compare(long double left, long double right, int unordered) {
    union __quad x = {left}, y = {right};
    if (__unordtf2(left, right)) {
        return unordered;
    }
    int x_negative = (int)(x.bits.hi >> 63), y_negative = (int)(y.bits.hi >> 63);
    x.bits.hi &= ~QUAD_SIGN;
    y.bits.hi &= ~QUAD_SIGN;
    if ((x.bits.hi | x.bits.lo | y.bits.hi | y.bits.lo) == 0) {
        return 0;
    }
    if (x_negative != y_negative) {
        return x_negative ? -1 : 1;
    }
    int magnitude = __wide_compare(x.bits, y.bits);
    return x_negative ? -magnitude : magnitude;
}

int __eqtf2(long double x, long double y) {
    return compare(x, y, 1);
}

int __netf2(long double x, long double y) {
    return compare(x, y, 1);
}

int __lttf2(long double x, long double y) {
    return compare(x, y, 1);
}

int __letf2(long double x, long double y) {
    return compare(x, y, 1);
}

int __gttf2(long double x, long double y) {
    return compare(x, y, -1);
}

int __getf2(long double x, long double y) {
    return compare(x, y, -1);
}

int __cmptf2(long double x, long double y) {
    return compare(x, y, 1);
}
