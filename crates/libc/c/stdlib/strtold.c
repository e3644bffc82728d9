// Text to long double: strtold(3).
#include <stdlib.h>
#include <vitrine/binary.h>

// 11,564 digits decide every long double; what follows only matters by being non-zero.
enum { MAX_DIGITS = 11600, BIAS = 16383, MOST = 0x7fff };

long double strtold(const char *text, char **end) {
    static const struct __binary_format format = {113, -16494, 16271};
    unsigned char digits[MAX_DIGITS], spare[MAX_DIGITS + 20];
    struct __read_digits room = {.most = MAX_DIGITS, .digits = digits, .spare = spare};
    struct __binary value;
    union {
        unsigned long bits[2];
        long double value;
    } number = {{0, 0}};
    __read_binary(&value, text, end, &format, &room);
    switch (value.class) {
    case BINARY_INFINITE: number.bits[1] = (unsigned long)MOST << 48; break;
    case BINARY_NAN: number.bits[1] = (unsigned long)MOST << 48 | 1UL << 47; break;
    case BINARY_FINITE:
        // A significand with its highest bit adds one to the exponent's field.
        number.bits[1] = value.hi + ((unsigned long)(value.exponent + BIAS - 1 + 112) << 48);
        number.bits[0] = value.lo;
        break;
    }
    number.bits[1] |= (unsigned long)value.sign << 63;
    return number.value;
}
