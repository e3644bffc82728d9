// %a of printf: 0x1.8p+1.
#include <string.h>
#include <vitrine/format.h>

enum { MOST_PLACES = 28 };

// Rounds hexadecimal digits behind the point to fewer, ties to even; what is carried out of them is returned.
static int round_digits(unsigned char *digits, int places, int keep, int whole) {
    int rest = digits[keep] > 8 ? 1 : digits[keep] < 8 ? -1 : 0;
    for (int i = keep + 1; i < places && rest == 0; i++) {
        rest = digits[i] != 0;
    }
    int last = keep > 0 ? digits[keep - 1] : whole;
    int carry = rest > 0 || (rest == 0 && (last & 1));
    for (int i = keep - 1; i >= 0 && carry; i--) {
        digits[i]++;
        carry = digits[i] == 16;
        digits[i] &= 15;
    }
    return carry;
}

void __put_hexadecimal_float(struct __sink *sink, const struct __conversion *c, const struct __binary *value) {
    const char *letters = c->letter == 'A' ? "0123456789ABCDEF" : "0123456789abcdef";
    unsigned char digits[MOST_PLACES];
    int most = (value->bits - 1) / 4, places = most;
    int whole = most > 16 ? (int)(value->hi >> 48) : (int)(value->lo >> 52);
    int exponent = value->class == BINARY_ZERO ? 0 : value->exponent + value->bits - 1;
    for (int i = 0; i < most; i++) {
        int shift = value->bits - 1 - 4 * (i + 1);
        digits[i] = (shift >= 64 ? value->hi >> (shift - 64) : value->lo >> shift) & 15;
    }
    if (c->precision < 0) {
        while (places > 0 && digits[places - 1] == 0) {
            places--;
        }
    } else if (c->precision < places) {
        whole += round_digits(digits, places, c->precision, whole);
        places = c->precision;
    }
    char text[MOST_PLACES + 4];
    int size = 0;
    text[size++] = letters[whole];
    if (places > 0 || c->precision > 0 || (c->flags & FLAG_ALTERNATE)) {
        text[size++] = '.';
    }
    for (int i = 0; i < places; i++) {
        text[size++] = letters[digits[i]];
    }
    char tail[16];
    int tail_size = snprintf(tail, sizeof tail, "%c%+d", c->letter == 'A' ? 'P' : 'p', exponent);
    long more_zeros = c->precision > most ? c->precision - most : 0;
    const char *sign = value->sign ? "-" : c->flags & FLAG_PLUS ? "+" : c->flags & FLAG_SPACE ? " " : "";
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
