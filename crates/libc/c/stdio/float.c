// %f %e %g of printf, exact to any precision.
#include <string.h>
#include <vitrine/format.h>

// Digits at positions from … to (exclusive) of a number written out, with zeros where it has none.
static void put_digits(struct __sink *sink, const struct __decimal *d, long from, long to) {
    char text[32];
    if (from < 0) {
        long zeros = to < 0 ? to - from : -from;
        __sink_repeat(sink, '0', zeros);
        from += zeros;
    }
    while (from < to && from < d->count) {
        int size = 0;
        while (size < (int)sizeof text && from < to && from < d->count) {
            text[size++] = (char)('0' + d->digits[from++]);
        }
        __sink_put(sink, text, (size_t)size);
    }
    __sink_repeat(sink, '0', to - from);
}

struct layout {
    const struct __conversion *conversion;
    const char *prefix;
    long whole_digits;
    long fraction_digits;
    int shows_point;
    const char *exponent;
};

static void put_layout(struct __sink *sink, const struct __decimal *d, const struct layout *l) {
    const struct __conversion *c = l->conversion;
    long size = (long)strlen(l->prefix) + l->whole_digits + l->shows_point + l->fraction_digits;
    long padding = c->width - size - (long)strlen(l->exponent);
    // The whole part ends at digit `point`; at least a zero stands before the decimal point.
    long point = *l->exponent ? 1 : d->point;
    if (!(c->flags & (FLAG_LEFT | FLAG_ZERO))) {
        __sink_repeat(sink, ' ', padding);
    }
    __sink_put(sink, l->prefix, strlen(l->prefix));
    if ((c->flags & (FLAG_LEFT | FLAG_ZERO)) == FLAG_ZERO) {
        __sink_repeat(sink, '0', padding);
    }
    put_digits(sink, d, point - l->whole_digits, point);
    if (l->shows_point) {
        __sink_put(sink, ".", 1);
    }
    put_digits(sink, d, point, point + l->fraction_digits);
    __sink_put(sink, l->exponent, strlen(l->exponent));
    if (c->flags & FLAG_LEFT) {
        __sink_repeat(sink, ' ', padding);
    }
}

static void put_plain(struct __sink *sink, struct __decimal *d, struct layout *l) {
    l->whole_digits = d->point > 1 ? d->point : 1;
    l->exponent = "";
    l->shows_point = l->fraction_digits > 0 || (l->conversion->flags & FLAG_ALTERNATE);
    put_layout(sink, d, l);
}

static void put_scientific(struct __sink *sink, struct __decimal *d, struct layout *l, char letter) {
    char text[16];
    int exponent = d->count == 0 ? 0 : d->point - 1;
    int magnitude = exponent < 0 ? -exponent : exponent;
    char *to = text;
    *to++ = letter;
    *to++ = exponent < 0 ? '-' : '+';
    if (magnitude >= 1000) {
        *to++ = (char)('0' + magnitude / 1000);
    }
    if (magnitude >= 100) {
        *to++ = (char)('0' + magnitude / 100 % 10);
    }
    *to++ = (char)('0' + magnitude / 10 % 10);
    *to++ = (char)('0' + magnitude % 10);
    *to = 0;
    l->whole_digits = 1;
    l->exponent = text;
    l->shows_point = l->fraction_digits > 0 || (l->conversion->flags & FLAG_ALTERNATE);
    put_layout(sink, d, l);
}

static void put_general(struct __sink *sink, struct __decimal *d, struct layout *l, long precision, char letter) {
    if (precision == 0) {
        precision = 1;
    }
    int before = d->count == 0 ? 0 : d->point - 1;
    __decimal_round(d, precision);
    int exponent = d->count == 0 ? 0 : d->point - 1;
    int plain = exponent >= -4 && exponent < precision;
    // Without '#' trailing zeros go, and the digits kept have none.
    long significant = l->conversion->flags & FLAG_ALTERNATE ? precision : d->count == 0 ? 1 : d->count;
    long fraction = plain ? significant - 1 - exponent : significant - 1;
    l->fraction_digits = fraction > 0 ? fraction : 0;
    if (before < exponent && exponent == precision) {
        // Rounded up to a power of ten that is too large for %f: glibc keeps the digits that %f would have had behind the point.
        l->fraction_digits = 0;
    }
    if (plain) {
        put_plain(sink, d, l);
    } else {
        put_scientific(sink, d, l, letter);
    }
}

static void put_decimal(struct __sink *sink, struct layout *layout, struct __decimal *decimal) {
    const struct __conversion *c = layout->conversion;
    char letter = (char)(c->letter | 32);
    long precision = c->precision < 0 ? 6 : c->precision;
    layout->fraction_digits = precision;
    if (letter == 'f') {
        __decimal_round(decimal, decimal->point + precision);
        put_plain(sink, decimal, layout);
    } else if (letter == 'e') {
        __decimal_round(decimal, precision + 1);
        put_scientific(sink, decimal, layout, c->letter);
    } else {
        put_general(sink, decimal, layout, precision, c->letter < 'a' ? 'E' : 'e');
    }
}

// Two functions, as their rooms differ: few programs print a long double, and a thread's stack may be small.
static void put_double(struct __sink *sink, struct layout *layout, const struct __binary *value) {
    unsigned char digits[DECIMAL_DIGITS];
    uint32_t limbs[DECIMAL_LIMBS];
    struct __decimal decimal = {.digits = digits};
    __decimal_from(&decimal, value, limbs);
    put_decimal(sink, layout, &decimal);
}

static void put_long_double(struct __sink *sink, struct layout *layout, const struct __binary *value) {
    unsigned char digits[LONG_DECIMAL_DIGITS];
    uint32_t limbs[LONG_DECIMAL_LIMBS];
    struct __decimal decimal = {.digits = digits};
    __decimal_from(&decimal, value, limbs);
    put_decimal(sink, layout, &decimal);
}

void __put_float(struct __sink *sink, const struct __conversion *c, const struct __binary *value) {
    struct layout layout = {.conversion = c};
    int upper = c->letter < 'a';
    layout.prefix = value->sign ? "-" : c->flags & FLAG_PLUS ? "+" : c->flags & FLAG_SPACE ? " " : "";
    if (value->class >= BINARY_INFINITE) {
        struct __conversion blank = *c;
        const char *word = value->class == BINARY_NAN ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf");
        blank.flags &= ~FLAG_ZERO;
        __put_padded(sink, &blank, layout.prefix, word, 3);
    } else if ((c->letter | 32) == 'a') {
        __put_hexadecimal_float(sink, c, value);
    } else if (value->bits > 53) {
        put_long_double(sink, &layout, value);
    } else {
        put_double(sink, &layout, value);
    }
}
