// printf's language: parse a conversion, fetch its argument, print it. C11 7.21.6.1; %m is glibc's.
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <vitrine/format.h>

// A va_list that functions can share, or the values that `%n$` numbers.
struct arguments {
    va_list list;
    const union __argument *numbered;
};

static int next_int(struct arguments *arguments, int from) {
    return arguments->numbered && from > 0 ? (int)arguments->numbered[from - 1].whole : va_arg(arguments->list, int);
}

static long next_long(struct arguments *arguments, int from) {
    return arguments->numbered && from > 0 ? arguments->numbered[from - 1].whole : va_arg(arguments->list, long);
}

static void *next_pointer(const struct __conversion *c, struct arguments *arguments) {
    return (void *)next_long(arguments, c->value_from);
}

static void fetch_sizes(struct __conversion *c, struct arguments *arguments) {
    if (c->width_from != 0) {
        c->width = next_int(arguments, c->width_from);
        if (c->width < 0) {
            c->flags |= FLAG_LEFT;
            c->width = -c->width;
        }
    }
    if (c->precision_from != 0) {
        c->precision = next_int(arguments, c->precision_from);
        c->precision = c->precision < 0 ? -1 : c->precision;
    }
}

static long fetch_signed(const struct __conversion *c, struct arguments *arguments) {
    if (c->size == 'l' || c->size == 'L') {
        return next_long(arguments, c->value_from);
    }
    int value = next_int(arguments, c->value_from);
    return c->size == 'H' ? (signed char)value : c->size == 'h' ? (short)value : value;
}

static unsigned long fetch_unsigned(const struct __conversion *c, struct arguments *arguments) {
    if (c->size == 'l' || c->size == 'L') {
        return (unsigned long)next_long(arguments, c->value_from);
    }
    unsigned value = (unsigned)next_int(arguments, c->value_from);
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
    void *to = next_pointer(c, arguments);
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

static void put_float(struct __sink *sink, const struct __conversion *c, struct arguments *arguments) {
    struct __binary value;
    const union __argument *numbered =
        arguments->numbered && c->value_from > 0 ? &arguments->numbered[c->value_from - 1] : NULL;
    if (c->size == 'L') {
        __binary_of_long(&value, numbered ? numbered->long_real : va_arg(arguments->list, long double));
    } else {
        __binary_of(&value, numbered ? numbered->real : va_arg(arguments->list, double));
    }
    __put_float(sink, c, &value);
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
        put_character(sink, c, next_int(arguments, c->value_from));
        return 1;
    case 's':
        put_string(sink, c, next_pointer(c, arguments));
        return 1;
    case 'p':
        put_pointer(sink, c, next_pointer(c, arguments));
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
        put_float(sink, c, arguments);
        return 1;
    default:
        return 0;
    }
}

void __format(struct __sink *sink, const char *format, va_list list) {
    struct arguments arguments;
    union __argument numbered[NUMBERED_ARGUMENTS];
    int error = errno;
    va_copy(arguments.list, list);
    arguments.numbered = NULL;
    if (__is_numbered(format)) {
        if (!__fetch_numbered(numbered, format, arguments.list)) {
            errno = EOVERFLOW;
            sink->failed = 1;
            format = "";
        }
        arguments.numbered = numbered;
    }
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
        format = __read_conversion(format + 1, &conversion);
        fetch_sizes(&conversion, &arguments);
        if (!put_conversion(sink, &conversion, &arguments, error)) {
            __sink_put(sink, start, (size_t)(format - start));
        }
    }
    va_end(arguments.list);
}
