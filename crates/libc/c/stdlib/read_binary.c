// Decimal and hexadecimal floating-point text to binary, correctly rounded (to nearest, ties to even).
//
// A decimal number is held as digits and a decimal point; multiplying and dividing it by powers of two brings it between
// 2^(bits-1) and 2^bits, where its integer part is the significand and the rest decides the rounding.
#include <ctype.h>
#include <errno.h>
#include <strings.h>
#include <vitrine/binary.h>

enum { MAX_SHIFT = 59 };

static void drop_zeros(struct __read_digits *d) {
    while (d->count > 0 && d->digits[d->count - 1] == 0) {
        d->count--;
    }
    if (d->count == 0) {
        d->point = 0;
    }
}

static void divide_by_power(struct __read_digits *d, int shift) {
    unsigned long rest = 0;
    int in = 0;
    int out = 0;
    int started = 0;
    int point = d->point;
    unsigned long mask = (1UL << shift) - 1;
    while (in < d->count || rest != 0) {
        rest = rest * 10 + (in < d->count ? d->digits[in] : 0);
        in++;
        unsigned long digit = rest >> shift;
        rest &= mask;
        if (!started && digit == 0) {
            point--;
            continue;
        }
        started = 1;
        if (out < d->most) {
            d->digits[out++] = (unsigned char)digit;
        } else if (digit != 0) {
            d->more = 1;
        }
    }
    d->count = out;
    d->point = point;
    drop_zeros(d);
}

static void multiply_by_power(struct __read_digits *d, int shift) {
    // A power of two up to 2^59 adds at most 18 digits in front.
    unsigned char *result = d->spare;
    int at = d->count + 20;
    unsigned long carry = 0;
    for (int i = d->count - 1; i >= 0; i--) {
        carry += (unsigned long)d->digits[i] << shift;
        result[--at] = (unsigned char)(carry % 10);
        carry /= 10;
    }
    while (carry != 0) {
        result[--at] = (unsigned char)(carry % 10);
        carry /= 10;
    }
    int count = d->count + 20 - at;
    d->point += count - d->count;
    for (int i = d->most; i < count; i++) {
        d->more |= result[at + i] != 0;
    }
    d->count = count < d->most ? count : d->most;
    for (int i = 0; i < d->count; i++) {
        d->digits[i] = result[at + i];
    }
    drop_zeros(d);
}

static void scale(struct __read_digits *d, int power) {
    while (power > 0) {
        int shift = power < MAX_SHIFT ? power : MAX_SHIFT;
        multiply_by_power(d, shift);
        power -= shift;
    }
    while (power < 0) {
        int shift = -power < MAX_SHIFT ? -power : MAX_SHIFT;
        divide_by_power(d, shift);
        power += shift;
    }
}

static void times_ten_plus(struct __binary *value, unsigned long digit) {
    unsigned long low = (value->lo & 0xffffffff) * 10 + digit;
    unsigned long high = (value->lo >> 32) * 10 + (low >> 32);
    value->lo = (low & 0xffffffff) | high << 32;
    value->hi = value->hi * 10 + (high >> 32);
}

static int length_of(const struct __binary *value) {
    int length = 0;
    for (unsigned long rest = value->hi ? value->hi : value->lo; rest; rest >>= 1) {
        length++;
    }
    return value->hi ? length + 64 : length;
}

static void add_one(struct __binary *value) {
    value->lo++;
    value->hi += value->lo == 0;
}

// The whole part of the digits.
static void whole_part(struct __binary *value, const struct __read_digits *d) {
    value->hi = value->lo = 0;
    for (int i = 0; i < d->point; i++) {
        times_ten_plus(value, i < d->count ? d->digits[i] : 0);
    }
}

// The integer nearest to the digits, which has at most as many bits as a significand, and one more where it was rounded up.
static void rounded_integer(struct __binary *value, const struct __read_digits *d) {
    whole_part(value, d);
    if (d->point < 0 || d->point >= d->count) {
        return;
    }
    int digit = d->digits[d->point];
    int exact_half = digit == 5 && d->point + 1 == d->count && !d->more;
    if (exact_half ? (int)(value->lo & 1) : digit >= 5) {
        add_one(value);
    }
}

static void out_of_range(struct __binary *value, int class) {
    errno = ERANGE;
    value->class = class;
}

// significand × 2^exponent, significand of at most `bits` bits, or one more bit only when rounding carried over. A subnormal
// result is out of range only if it is rounded.
static void assemble(struct __binary *value, int exponent, int exact, const struct __binary_format *format) {
    int length = length_of(value);
    if (length > format->bits) {
        value->lo = value->lo >> 1 | value->hi << 63;
        value->hi >>= 1;
        exponent++;
        length--;
    }
    value->exponent = exponent;
    value->class = BINARY_FINITE;
    if (length == 0) {
        out_of_range(value, BINARY_ZERO);
    } else if (exponent > format->highest_exponent) {
        out_of_range(value, BINARY_INFINITE);
    } else if (length < format->bits && !exact) {
        errno = ERANGE;
    }
}

static void decimal_value(struct __binary *value, struct __read_digits *d, const struct __binary_format *format) {
    // Beyond these powers of ten every format with so many bits has its end.
    int most = format->bits > 53 ? 4940 : 310;
    int least = format->bits > 53 ? -5020 : -345;
    if (d->count == 0) {
        value->class = BINARY_ZERO;
        return;
    }
    if (d->point > most) {
        out_of_range(value, BINARY_INFINITE);
        return;
    }
    if (d->point < least) {
        out_of_range(value, BINARY_ZERO);
        return;
    }
    // Below 10^point < 2^(3.33 point); go to about 2^60, then on until the integer part has `bits` bits.
    int exponent = 0;
    while (d->point > 18 || d->point < 17) {
        int shift = d->point > 18 ? -((d->point - 18) * 3 + 1) : (17 - d->point) * 3 + 1;
        shift = shift > 300 ? 300 : shift < -300 ? -300 : shift;
        scale(d, shift);
        exponent -= shift;
    }
    whole_part(value, d);
    int shift = length_of(value) - format->bits;
    if (exponent + shift < format->lowest_exponent) {
        shift = format->lowest_exponent - exponent;
    }
    scale(d, -shift);
    int exact = d->count <= d->point && !d->more;
    rounded_integer(value, d);
    assemble(value, exponent + shift, exact, format);
}

static int read_exponent(const char **text, char letter) {
    const char *at = *text;
    if ((*at | 32) != letter) {
        return 0;
    }
    at++;
    int negative = *at == '-';
    if (*at == '+' || *at == '-') {
        at++;
    }
    if (!isdigit(*at)) {
        return 0;
    }
    int value = 0;
    for (; isdigit(*at); at++) {
        if (value < 100000) {
            value = value * 10 + (*at - '0');
        }
    }
    *text = at;
    return negative ? -value : value;
}

// Both factors exact: one rounding, so the result is right (Clinger's fast path).
static int read_quickly(struct __binary *value, const struct __read_digits *d) {
    static const double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                          1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    int exponent = d->point - d->count;
    int sign = value->sign;
    unsigned long small = 0;
    if (d->count > 15 || exponent < -22 || exponent > 22) {
        return 0;
    }
    for (int i = 0; i < d->count; i++) {
        small = small * 10 + d->digits[i];
    }
    double whole = (double)small;
    __binary_of(value, exponent < 0 ? whole / exact_powers[-exponent] : whole * exact_powers[exponent]);
    value->sign = sign;
    return 1;
}

static void read_decimal(struct __binary *value, const char **text, const struct __binary_format *format,
                         struct __read_digits *d) {
    d->count = d->point = d->more = 0;
    const char *at = *text;
    int after_point = 0;
    for (; isdigit(*at) || (*at == '.' && !after_point); at++) {
        if (*at == '.') {
            after_point = 1;
            continue;
        }
        if (d->count > 0 || *at != '0') {
            if (d->count < d->most) {
                d->digits[d->count++] = *at - '0';
            } else {
                d->more |= *at != '0';
            }
            d->point += !after_point;
        } else {
            d->point -= after_point;
        }
    }
    d->point += read_exponent(&at, 'e');
    *text = at;
    if (format->bits == 53 && read_quickly(value, d)) {
        return;
    }
    drop_zeros(d);
    decimal_value(value, d, format);
}

static int hex_digit(char c) {
    return isdigit(c) ? c - '0' : (c | 32) - 'a' + 10;
}

// Shifts the significand to the right, rounded; whether nothing was lost.
static int shift_right(struct __binary *value, int shift, int sticky) {
    int half = 0;
    int lost = sticky;
    for (; shift > 0; shift--) {
        lost |= half;
        half = (int)(value->lo & 1);
        value->lo = value->lo >> 1 | value->hi << 63;
        value->hi >>= 1;
    }
    if (half && (lost || (value->lo & 1))) {
        add_one(value);
    }
    return !half && !lost;
}

static void read_hexadecimal(struct __binary *value, const char **text, const struct __binary_format *format) {
    const char *at = *text;
    int exponent = 0;
    int after_point = 0;
    int sticky = 0;
    value->hi = value->lo = 0;
    for (; isxdigit(*at) || (*at == '.' && !after_point); at++) {
        if (*at == '.') {
            after_point = 1;
        } else if (value->hi >> 58) {
            sticky |= *at != '0';
            exponent += after_point ? 0 : 4;
        } else {
            value->hi = value->hi << 4 | value->lo >> 60;
            value->lo = value->lo << 4 | hex_digit(*at);
            exponent -= after_point ? 4 : 0;
        }
    }
    exponent += read_exponent(&at, 'p');
    *text = at;
    int length = length_of(value);
    if (length == 0) {
        value->class = BINARY_ZERO;
        return;
    }
    int shift = length - format->bits;
    if (exponent + shift < format->lowest_exponent) {
        shift = format->lowest_exponent - exponent;
    }
    if (shift > 128) {
        out_of_range(value, BINARY_ZERO);
        return;
    }
    int exact = !sticky;
    if (shift > 0) {
        exact = shift_right(value, shift, sticky);
    }
    for (int left = shift; left < 0; left++) {
        value->hi = value->hi << 1 | value->lo >> 63;
        value->lo <<= 1;
    }
    assemble(value, exponent + shift, exact, format);
}

void __read_binary(struct __binary *result, const char *text, char **end, const struct __binary_format *format,
                   struct __read_digits *digits) {
    const char *at = text;
    result->class = BINARY_ZERO;
    result->hi = result->lo = 0;
    while (isspace(*at)) {
        at++;
    }
    result->sign = *at == '-';
    if (*at == '+' || *at == '-') {
        at++;
    }
    if (strncasecmp(at, "inf", 3) == 0) {
        at += strncasecmp(at, "infinity", 8) == 0 ? 8 : 3;
        result->class = BINARY_INFINITE;
    } else if (strncasecmp(at, "nan", 3) == 0) {
        at += 3;
        result->class = BINARY_NAN;
    } else if (at[0] == '0' && (at[1] | 32) == 'x' && (isxdigit(at[2]) || (at[2] == '.' && isxdigit(at[3])))) {
        at += 2;
        read_hexadecimal(result, &at, format);
    } else if (isdigit(*at) || (*at == '.' && isdigit(at[1]))) {
        read_decimal(result, &at, format, digits);
    } else {
        at = text;
        result->sign = 0;
    }
    if (end) {
        *end = (char *)at;
    }
}
