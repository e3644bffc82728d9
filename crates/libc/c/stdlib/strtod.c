// Text to double and float: strtod(3).
#include <stdlib.h>
#include <vitrine/binary.h>

// 768 digits decide every double; what follows only matters by being non-zero.
enum { MAX_DIGITS = 800 };

static void read_number(struct __binary *result, const char *text, char **end, const struct __binary_format *format) {
    unsigned char digits[MAX_DIGITS], spare[MAX_DIGITS + 20];
    struct __read_digits room = {.most = MAX_DIGITS, .digits = digits, .spare = spare};
    __read_binary(result, text, end, format, &room);
}

// The bits of a number in a format with so many bits of significand and exponent.
static unsigned long bits_of(const struct __binary *value, int bits, int exponent_bits) {
    unsigned long infinity = ((1UL << exponent_bits) - 1) << (bits - 1);
    unsigned long sign = (unsigned long)value->sign << (bits - 1 + exponent_bits);
    switch (value->class) {
    case BINARY_ZERO: return sign;
    case BINARY_INFINITE: return sign | infinity;
    case BINARY_NAN: return sign | infinity | 1UL << (bits - 2);
    }
    // A significand with its highest bit adds one to the exponent's field.
    unsigned long field = (unsigned long)(value->exponent + (1 << (exponent_bits - 1)) - 2 + bits - 1);
    return sign | (value->lo + (field << (bits - 1)));
}

double strtod(const char *text, char **end) {
    static const struct __binary_format format = {53, -1074, 971};
    struct __binary value;
    union {
        unsigned long bits;
        double value;
    } number;
    read_number(&value, text, end, &format);
    number.bits = bits_of(&value, 53, 11);
    return number.value;
}

float strtof(const char *text, char **end) {
    static const struct __binary_format format = {24, -149, 104};
    struct __binary value;
    union {
        unsigned int bits;
        float value;
    } number;
    read_number(&value, text, end, &format);
    number.bits = (unsigned int)bits_of(&value, 24, 8);
    return number.value;
}

double atof(const char *text) {
    return strtod(text, NULL);
}
