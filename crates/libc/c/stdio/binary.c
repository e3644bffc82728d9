// Floating-point numbers taken apart: IEEE 754, 3.4.
#include <vitrine/binary.h>

// The fraction is in hi and lo.
static void classify(struct __binary *binary, int field, int most) {
    int empty = (binary->hi | binary->lo) == 0;
    if (field == most) {
        binary->class = empty ? BINARY_INFINITE : BINARY_NAN;
    } else {
        binary->class = field == 0 && empty ? BINARY_ZERO : BINARY_FINITE;
    }
    binary->exponent = (field > 0 ? field : 1) - most / 2 - (binary->bits - 1);
}

void __binary_of(struct __binary *binary, double value) {
    union {
        double value;
        unsigned long bits;
    } number = {value};
    int field = (int)(number.bits >> 52) & 0x7ff;
    binary->sign = (int)(number.bits >> 63);
    binary->bits = 53;
    binary->hi = 0;
    binary->lo = number.bits & ((1UL << 52) - 1);
    classify(binary, field, 0x7ff);
    if (field > 0) {
        binary->lo |= 1UL << 52;
    }
}

void __binary_of_long(struct __binary *binary, long double value) {
    union {
        long double value;
        unsigned long bits[2];
    } number = {value};
    int field = (int)(number.bits[1] >> 48) & 0x7fff;
    binary->sign = (int)(number.bits[1] >> 63);
    binary->bits = 113;
    binary->hi = number.bits[1] & ((1UL << 48) - 1);
    binary->lo = number.bits[0];
    classify(binary, field, 0x7fff);
    if (field > 0) {
        binary->hi |= 1UL << 48;
    }
}
