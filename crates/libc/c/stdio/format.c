// printf's language: parse a conversion, fetch its argument, print it. C11 7.21.6.1; %m is glibc's.
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <vitrine/format.h>

// A va_list that functions can share.
struct arguments {
    va_list list;
};

static int read_digits(const char **at) {
    long value = 0;
    for (; isdigit(**at); (*at)++) {
        value = value < INT_MAX ? value * 10 + (**at - '0') : value;
    }
    return value > INT_MAX ? INT_MAX : (int)value;
}

static const char *read_size(const char *at, char *size) {
    *size = 0;
    switch (*at) {
    case 'h':
        at++;
        *size = *at == 'h' ? 'H' : 'h';
        return at + (*at == 'h');
    case 'l':
        at++;
        *size = 'l';
        return at + (*at == 'l');
    case 'j':
    case 'z':
    case 't':
        *size = 'l';
        return at + 1;
    case 'L':
    case 'q':
        *size = *at == 'L' ? 'L' : 'l';
        return at + 1;
    default:
        return at;
    }
}

// From behind the '%' to behind the letter.
static const char *read_conversion(const char *at, struct __conversion *c, struct arguments *arguments) {
    c->flags = 0;
    for (;; at++) {
        int flag = *at == '-' ? FLAG_LEFT
                   : *at == '+' ? FLAG_PLUS
                   : *at == ' ' ? FLAG_SPACE
                   : *at == '#' ? FLAG_ALTERNATE
                   : *at == '0' ? FLAG_ZERO
                                : 0;
        if (flag == 0 && *at != '\'') {
            break;
        }
        c->flags |= flag;
    }
    if (*at == '*') {
        at++;
        c->width = va_arg(arguments->list, int);
        if (c->width < 0) {
            c->flags |= FLAG_LEFT;
            c->width = -c->width;
        }
    } else {
        c->width = read_digits(&at);
    }
    c->precision = -1;
    if (*at == '.') {
        at++;
        if (*at == '*') {
            at++;
            c->precision = va_arg(arguments->list, int);
            c->precision = c->precision < 0 ? -1 : c->precision;
        } else {
            c->precision = read_digits(&at);
        }
    }
    at = read_size(at, &c->size);
    c->letter = *at;
    return *at ? at + 1 : at;
}

static long fetch_signed(const struct __conversion *c, struct arguments *arguments) {
    if (c->size == 'l' || c->size == 'L') {
        return va_arg(arguments->list, long);
    }
    int value = va_arg(arguments->list, int);
    return c->size == 'H' ? (signed char)value : c->size == 'h' ? (short)value : value;
}

static unsigned long fetch_unsigned(const struct __conversion *c, struct arguments *arguments) {
    if (c->size == 'l' || c->size == 'L') {
        return va_arg(arguments->list, unsigned long);
    }
    unsigned value = va_arg(arguments->list, unsigned);
    return c->size == 'H' ? (unsigned char)value : c->size == 'h' ? (unsigned short)value : value;
}

static void put_integer(struct __sink *sink, const struct __conversion *given, const char *prefix, unsigned long value,
                        unsigned base) {
    const char *digits = given->letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    struct __conversion c = *given;
    char text[64];
    char *end = text + sizeof text;
    char *at = end;
    for (; value > 0; value /= base) {
        *--at = digits[value % base];
    }
    long wanted = c.precision < 0 ? 1 : c.precision;
    if (base == 8 && (c.flags & FLAG_ALTERNATE) && wanted <= end - at) {
        wanted = end - at + 1;
    }
    long zeros = wanted - (end - at);
    zeros = zeros < 0 ? 0 : zeros;
    // A precision rules out the flag '0'.
    if (c.precision >= 0) {
        c.flags &= ~FLAG_ZERO;
    }
    if (zeros <= 20) {
        at -= zeros;
        memset(at, '0', (size_t)zeros);
        __put_padded(sink, &c, prefix, at, (size_t)(end - at));
        return;
    }
    long padding = c.width - (long)strlen(prefix) - zeros - (end - at);
    if (!(c.flags & FLAG_LEFT)) {
        __sink_repeat(sink, ' ', padding);
    }
    __sink_put(sink, prefix, strlen(prefix));
    __sink_repeat(sink, '0', zeros);
    __sink_put(sink, at, (size_t)(end - at));
    if (c.flags & FLAG_LEFT) {
        __sink_repeat(sink, ' ', padding);
    }
}

static void put_signed(struct __sink *sink, const struct __conversion *c, long value) {
    const char *sign = value < 0 ? "-" : c->flags & FLAG_PLUS ? "+" : c->flags & FLAG_SPACE ? " " : "";
    put_integer(sink, c, sign, value < 0 ? -(unsigned long)value : (unsigned long)value, 10);
}

static void put_unsigned(struct __sink *sink, const struct __conversion *c, unsigned long value) {
    const char *prefix = "";
    unsigned base = c->letter == 'u' ? 10 : c->letter == 'o' ? 8 : 16;
    if (base == 16 && (c->flags & FLAG_ALTERNATE) && value != 0) {
        prefix = c->letter == 'X' ? "0X" : "0x";
    }
    put_integer(sink, c, prefix, value, base);
}

static void put_string(struct __sink *sink, const struct __conversion *given, const char *text) {
    struct __conversion c = *given;
    c.flags &= ~FLAG_ZERO;
    if (!text) {
        text = c.precision >= 0 && c.precision < 6 ? "" : "(null)";
    }
    size_t size = c.precision < 0 ? strlen(text) : strnlen(text, (size_t)c.precision);
    __put_padded(sink, &c, "", text, size);
}

static void put_pointer(struct __sink *sink, const struct __conversion *given, void *pointer) {
    struct __conversion c = *given;
    if (!pointer) {
        c.precision = -1;
        put_string(sink, &c, "(nil)");
        return;
    }
    const char *prefix = c.flags & FLAG_PLUS ? "+0x" : c.flags & FLAG_SPACE ? " 0x" : "0x";
    put_integer(sink, &c, prefix, (unsigned long)pointer, 16);
}

// %n: the count of characters so far, in an object of the given size.
static void store_count(const struct __conversion *c, struct arguments *arguments, size_t total) {
    void *to = va_arg(arguments->list, void *);
    if (c->size == 'H') {
        *(signed char *)to = (signed char)total;
    } else if (c->size == 'h') {
        *(short *)to = (short)total;
    } else if (c->size == 0) {
        *(int *)to = (int)total;
    } else {
        *(long *)to = (long)total;
    }
}

static double fetch_float(const struct __conversion *c, struct arguments *arguments) {
    return c->size == 'L' ? (double)va_arg(arguments->list, long double) : va_arg(arguments->list, double);
}

static void put_character(struct __sink *sink, const struct __conversion *given, int value) {
    struct __conversion c = *given;
    char character = (char)value;
    c.flags &= ~FLAG_ZERO;
    __put_padded(sink, &c, "", &character, 1);
}

// 0 if the letter is no conversion.
static int put_conversion(struct __sink *sink, const struct __conversion *c, struct arguments *arguments, int error) {
    switch (c->letter) {
    case 'd':
    case 'i':
        put_signed(sink, c, fetch_signed(c, arguments));
        return 1;
    case 'u':
    case 'o':
    case 'x':
    case 'X':
        put_unsigned(sink, c, fetch_unsigned(c, arguments));
        return 1;
    case 'c':
        put_character(sink, c, va_arg(arguments->list, int));
        return 1;
    case 's':
        put_string(sink, c, va_arg(arguments->list, const char *));
        return 1;
    case 'p':
        put_pointer(sink, c, va_arg(arguments->list, void *));
        return 1;
    case 'n':
        store_count(c, arguments, sink->total);
        return 1;
    case 'm':
        put_string(sink, c, strerror(error));
        return 1;
    case '%':
        __sink_put(sink, "%", 1);
        return 1;
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case 'a':
    case 'A':
        __put_float(sink, c, fetch_float(c, arguments));
        return 1;
    default:
        return 0;
    }
}

void __format(struct __sink *sink, const char *format, va_list list) {
    struct arguments arguments;
    int error = errno;
    va_copy(arguments.list, list);
    while (*format) {
        const char *plain = format;
        while (*format && *format != '%') {
            format++;
        }
        __sink_put(sink, plain, (size_t)(format - plain));
        if (!*format) {
            break;
        }
        struct __conversion conversion;
        const char *start = format;
        format = read_conversion(format + 1, &conversion, &arguments);
        if (!put_conversion(sink, &conversion, &arguments, error)) {
            __sink_put(sink, start, (size_t)(format - start));
        }
    }
    va_end(arguments.list);
}
