// Decimal and hexadecimal floating-point text to binary, correctly rounded (to nearest, ties to even).
//
// A decimal number is held as digits and a decimal point; multiplying and dividing it by powers of two brings it between
// 2^(bits-1) and 2^bits, where its integer part is the significand and the rest decides the rounding.
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <strings.h>

// 768 digits decide every double; what follows only matters by being non-zero.
enum { MAX_DIGITS = 800, MAX_SHIFT = 59 };
struct decimal {
    int count;
    // The value is 0.d0 d1 d2 … × 10^point.
    int point;
    // Non-zero digits were cut off.
    int more;
    unsigned char digits[MAX_DIGITS];
};
struct format {
    int bits;
    int lowest_exponent;
    int highest_exponent;
};
static const struct format double_format = {53, -1074, 971};
static const struct format float_format = {24, -149, 104};

static void drop_zeros(struct decimal *d) {
    while (d->count > 0 && d->digits[d->count - 1] == 0) {
        d->count--;
    }
    if (d->count == 0) {
        d->point = 0;
    }
}

static void divide_by_power(struct decimal *d, int shift) {
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
        if (out < MAX_DIGITS) {
            d->digits[out++] = (unsigned char)digit;
        } else if (digit != 0) {
            d->more = 1;
        }
    }
    d->count = out;
    d->point = point;
    drop_zeros(d);
}

static void multiply_by_power(struct decimal *d, int shift) {
    // A power of two up to 2^59 adds at most 18 digits in front.
    unsigned char result[MAX_DIGITS + 20];
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
    for (int i = MAX_DIGITS; i < count; i++) {
        d->more |= result[at + i] != 0;
    }
    d->count = count < MAX_DIGITS ? count : MAX_DIGITS;
    for (int i = 0; i < d->count; i++) {
        d->digits[i] = result[at + i];
    }
    drop_zeros(d);
}

static void scale(struct decimal *d, int power) {
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

// The integer nearest to the value, which is below 2^63.
static unsigned long rounded_integer(const struct decimal *d) {
    unsigned long value = 0;
    for (int i = 0; i < d->point; i++) {
        value = value * 10 + (i < d->count ? d->digits[i] : 0);
    }
    if (d->point < 0 || d->point >= d->count) {
        return value;
    }
    int digit = d->digits[d->point];
    int exact_half = digit == 5 && d->point + 1 == d->count && !d->more;
    return value + (exact_half ? (value & 1) : digit >= 5);
}

// significand × 2^exponent, significand of at most `bits` bits, or one more bit only when rounding carried over. A subnormal
// result is out of range only if it is rounded.
static double assemble(unsigned long significand, int exponent, int exact, const struct format *format) {
    if (significand >> format->bits) {
        significand >>= 1;
        exponent++;
    }
    if (significand == 0) {
        errno = ERANGE;
        return 0;
    }
    if (exponent > format->highest_exponent) {
        errno = ERANGE;
        return HUGE_VAL;
    }
    if (!(significand >> (format->bits - 1)) && !exact) {
        errno = ERANGE;
    }
    return ldexp((double)significand, exponent);
}

static double decimal_value(struct decimal *d, const struct format *format) {
    if (d->count == 0) {
        return 0;
    }
    if (d->point > 310) {
        errno = ERANGE;
        return HUGE_VAL;
    }
    if (d->point < -345) {
        errno = ERANGE;
        return 0;
    }
    // Below 10^point < 2^(3.33 point); go to about 2^60, then down until the integer part has `bits` bits.
    int exponent = 0;
    while (d->point > 18 || d->point < 17) {
        int shift = d->point > 18 ? -((d->point - 18) * 3 + 1) : (17 - d->point) * 3 + 1;
        shift = shift > 300 ? 300 : shift < -300 ? -300 : shift;
        scale(d, shift);
        exponent -= shift;
    }
    unsigned long whole = 0;
    for (int i = 0; i < d->point; i++) {
        whole = whole * 10 + (i < d->count ? d->digits[i] : 0);
    }
    int length = 0;
    while (whole >> length) {
        length++;
    }
    int shift = length - format->bits;
    if (exponent + shift < format->lowest_exponent) {
        shift = format->lowest_exponent - exponent;
    }
    scale(d, -shift);
    int exact = d->count <= d->point && !d->more;
    return assemble(rounded_integer(d), exponent + shift, exact, format);
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

static double read_decimal(const char **text, const struct format *format) {
    static const double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                          1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    struct decimal d;
    d.count = d.point = d.more = 0;
    const char *at = *text;
    int after_point = 0;
    unsigned long small = 0;
    for (; isdigit(*at) || (*at == '.' && !after_point); at++) {
        if (*at == '.') {
            after_point = 1;
            continue;
        }
        if (d.count > 0 || *at != '0') {
            if (d.count < MAX_DIGITS) {
                d.digits[d.count++] = *at - '0';
            } else {
                d.more |= *at != '0';
            }
            small = small * 10 + (*at - '0');
            d.point += !after_point;
        } else {
            d.point -= after_point;
        }
    }
    int power = read_exponent(&at, 'e');
    *text = at;
    d.point += power;
    // Both factors exact: one rounding, so the result is right (Clinger's fast path).
    int exponent = d.point - d.count;
    if (format->bits == 53 && d.count <= 15 && exponent >= -22 && exponent <= 22) {
        double value = (double)small;
        return exponent < 0 ? value / exact_powers[-exponent] : value * exact_powers[exponent];
    }
    drop_zeros(&d);
    return decimal_value(&d, format);
}

static int hex_digit(char c) {
    return isdigit(c) ? c - '0' : (c | 32) - 'a' + 10;
}

static double read_hexadecimal(const char **text, const struct format *format) {
    const char *at = *text;
    unsigned long significand = 0;
    int exponent = 0;
    int after_point = 0;
    int sticky = 0;
    for (; isxdigit(*at) || (*at == '.' && !after_point); at++) {
        if (*at == '.') {
            after_point = 1;
        } else if (significand >> 58) {
            sticky |= *at != '0';
            exponent += after_point ? 0 : 4;
        } else {
            significand = significand << 4 | hex_digit(*at);
            exponent -= after_point ? 4 : 0;
        }
    }
    exponent += read_exponent(&at, 'p');
    *text = at;
    if (significand == 0) {
        return 0;
    }
    int length = 0;
    while (significand >> length) {
        length++;
    }
    int shift = length - format->bits;
    if (exponent + shift < format->lowest_exponent) {
        shift = format->lowest_exponent - exponent;
    }
    if (shift > 63) {
        errno = ERANGE;
        return 0;
    }
    int exact = !sticky;
    if (shift > 0) {
        unsigned long rest = significand & ((1UL << shift) - 1);
        unsigned long half = 1UL << (shift - 1);
        significand >>= shift;
        exact = exact && rest == 0;
        if (rest > half || (rest == half && (sticky || (significand & 1)))) {
            significand++;
        }
        exponent += shift;
    } else {
        significand <<= -shift;
        exponent += shift;
    }
    return assemble(significand, exponent, exact, format);
}

static double read_float(const char *text, char **end, const struct format *format) {
    const char *at = text;
    double value = 0;
    while (isspace(*at)) {
        at++;
    }
    int negative = *at == '-';
    if (*at == '+' || *at == '-') {
        at++;
    }
    if (strncasecmp(at, "inf", 3) == 0) {
        at += strncasecmp(at, "infinity", 8) == 0 ? 8 : 3;
        value = INFINITY;
    } else if (strncasecmp(at, "nan", 3) == 0) {
        at += 3;
        value = NAN;
    } else if (at[0] == '0' && (at[1] | 32) == 'x' && (isxdigit(at[2]) || (at[2] == '.' && isxdigit(at[3])))) {
        at += 2;
        value = read_hexadecimal(&at, format);
    } else if (isdigit(*at) || (*at == '.' && isdigit(at[1]))) {
        value = read_decimal(&at, format);
    } else {
        at = text;
    }
    if (end) {
        *end = (char *)at;
    }
    return negative ? -value : value;
}

double strtod(const char *text, char **end) {
    return read_float(text, end, &double_format);
}

float strtof(const char *text, char **end) {
    return (float)read_float(text, end, &float_format);
}

long double strtold(const char *text, char **end) {
    return read_float(text, end, &double_format);
}

double atof(const char *text) {
    return strtod(text, NULL);
}
