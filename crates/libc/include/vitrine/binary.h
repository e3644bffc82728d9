// A floating-point number as text conversion sees it, whether it is a float, a double or a long double.
#ifndef _VITRINE_BINARY_H
#define _VITRINE_BINARY_H

enum { BINARY_ZERO, BINARY_FINITE, BINARY_INFINITE, BINARY_NAN };

// (-1)^sign * (hi * 2^64 + lo) * 2^exponent, if it is finite.
struct __binary {
    int sign;
    int class;
    int exponent;
    // Bits of the format's significand: 24, 53 or 113.
    int bits;
    unsigned long hi;
    unsigned long lo;
};
void __binary_of(struct __binary *binary, double value);
void __binary_of_long(struct __binary *binary, long double value);

// A format's exponents of the last place of its significand.
struct __binary_format {
    int bits;
    int lowest_exponent;
    int highest_exponent;
};
// Decimal digits, as reading works on them: 0.d0 d1 d2 … × 10^point.
struct __read_digits {
    int count;
    int point;
    // Digits that are not zero were cut off.
    int more;
    // How many there is room for, and as much room again and 20 for passing results.
    int most;
    unsigned char *digits;
    unsigned char *spare;
};
// Reads the longest number at the text, rounded to the format; ERANGE if it is too large or too small.
void __read_binary(struct __binary *result, const char *text, char **end, const struct __binary_format *format,
                   struct __read_digits *digits);
#endif
