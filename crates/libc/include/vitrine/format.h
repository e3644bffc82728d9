// Between printf's parts: where characters go, what a conversion asks for, exact decimal digits.
#ifndef _VITRINE_FORMAT_H
#define _VITRINE_FORMAT_H
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <vitrine/binary.h>

// Characters go to `file` through `room`, or stay in `room` as far as they fit if there is no file.
struct __sink {
    FILE *file;
    char *room;
    size_t capacity;
    size_t used;
    // All characters so far, those that did not fit included.
    size_t total;
    int failed;
};
void __sink_put(struct __sink *sink, const char *text, size_t size);
void __sink_repeat(struct __sink *sink, char c, long count);
void __sink_flush(struct __sink *sink);

enum { FLAG_LEFT = 1, FLAG_PLUS = 2, FLAG_SPACE = 4, FLAG_ALTERNATE = 8, FLAG_ZERO = 16 };
enum { FROM_NEXT = -1 };
struct __conversion {
    // Where the value, the width and the precision come from: 0 stands in the format, FROM_NEXT, or number n of `%n$`.
    int value_from;
    int width_from;
    int precision_from;
    int flags;
    int width;
    // -1 if not given.
    int precision;
    // 'H' for hh, 'h', 'l' (also ll, j, z, t), 'L', or 0.
    char size;
    char letter;
};
// From behind the '%' to behind the letter.
const char *__read_conversion(const char *at, struct __conversion *c);

// An argument that the format numbers.
union __argument {
    long whole;
    double real;
    long double long_real;
};
enum { NUMBERED_ARGUMENTS = 64 };
// Whether the format numbers its arguments.
int __is_numbered(const char *format);
// Fetches all that the format numbers; 0 if there are too many.
int __fetch_numbered(union __argument values[NUMBERED_ARGUMENTS], const char *format, va_list list);
// Writes prefix and body padded to the width: zeros go between them, blanks outside.
void __put_padded(struct __sink *sink, const struct __conversion *c, const char *prefix, const char *body, size_t size);
void __put_float(struct __sink *sink, const struct __conversion *c, const struct __binary *value);
void __put_hexadecimal_float(struct __sink *sink, const struct __conversion *c, const struct __binary *value);
// The whole of printf.
void __format(struct __sink *sink, const char *format, va_list arguments);

// Room for all digits of a double, which are at most 767, and for limbs of nine of them; the same for a long double's 11,563.
enum { DECIMAL_DIGITS = 800, DECIMAL_LIMBS = 96, LONG_DECIMAL_DIGITS = 11700, LONG_DECIMAL_LIMBS = 1300 };
// 0.d0 d1 d2 … × 10^point, without leading or trailing zeros; zero has no digits and point 1.
struct __decimal {
    int count;
    int point;
    unsigned char *digits;
};
// All digits of a finite value.
void __decimal_from(struct __decimal *decimal, const struct __binary *value, uint32_t *limbs);
// Keeps the first `keep` digits, rounded to nearest, ties to even.
void __decimal_round(struct __decimal *decimal, long keep);
#endif
