// %a of printf: 0x1.8p+1.
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <vitrine/format.h>

// Rounds a 52-bit fraction to `digits` hexadecimal digits, ties to even; the carry goes into bit 52.
static uint64_t round_fraction(uint64_t significand, int digits) {
    int drop = 52 - 4 * digits;
    uint64_t unit = 1UL << drop;
    uint64_t rest = significand & (unit - 1);
    uint64_t kept = significand - rest;
    if (rest > unit / 2 || (rest == unit / 2 && (kept & unit))) {
        kept += unit;
    }
    return kept;
}

void __put_hexadecimal_float(struct __sink *sink, const struct __conversion *c, double value) {
    const char *digits = c->letter == 'A' ? "0123456789ABCDEF" : "0123456789abcdef";
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint64_t significand = bits & 0xFFFFFFFFFFFFFUL;
    int exponent = (int)(bits >> 52 & 0x7FF) - 1023;
    if (exponent == -1023) {
        exponent = significand == 0 ? 0 : -1022;
    } else {
        significand |= 1UL << 52;
    }
    if (c->precision >= 0 && c->precision < 13) {
        significand = round_fraction(significand, c->precision);
    }
    char text[40];
    int size = 0;
    text[size++] = digits[significand >> 52];
    int places = c->precision >= 0 && c->precision < 13 ? c->precision : 13;
    if (c->precision < 0) {
        while (places > 0 && !(significand >> (52 - 4 * places) & 15)) {
            places--;
        }
    }
    if (places > 0 || c->precision > 0 || (c->flags & FLAG_ALTERNATE)) {
        text[size++] = '.';
    }
    for (int i = 1; i <= places; i++) {
        text[size++] = digits[significand >> (52 - 4 * i) & 15];
    }
    char tail[16];
    int tail_size = snprintf(tail, sizeof tail, "%c%+d", c->letter == 'A' ? 'P' : 'p', exponent);
    long more_zeros = c->precision > 13 ? c->precision - 13 : 0;
    const char *sign = signbit(value) ? "-" : c->flags & FLAG_PLUS ? "+" : c->flags & FLAG_SPACE ? " " : "";
    long padding = c->width - (long)strlen(sign) - 2 - size - more_zeros - tail_size;
    if (!(c->flags & (FLAG_LEFT | FLAG_ZERO))) {
        __sink_repeat(sink, ' ', padding);
    }
    __sink_put(sink, sign, strlen(sign));
    __sink_put(sink, c->letter == 'A' ? "0X" : "0x", 2);
    if ((c->flags & (FLAG_LEFT | FLAG_ZERO)) == FLAG_ZERO) {
        __sink_repeat(sink, '0', padding);
    }
    __sink_put(sink, text, (size_t)size);
    __sink_repeat(sink, '0', more_zeros);
    __sink_put(sink, tail, (size_t)tail_size);
    if (c->flags & FLAG_LEFT) {
        __sink_repeat(sink, ' ', padding);
    }
}
