// How a conversion of printf is written, and the arguments that `%n$` numbers (POSIX). All conversions of a format number
// theirs or none does.
#include <ctype.h>
#include <limits.h>
#include <string.h>
#include <vitrine/format.h>

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

// The number n of `n$`, or FROM_NEXT.
static int read_position(const char **at) {
    const char *behind = *at;
    int number = read_digits(&behind);
    if (number == 0 || *behind != '$') {
        return FROM_NEXT;
    }
    *at = behind + 1;
    return number;
}

const char *__read_conversion(const char *at, struct __conversion *c) {
    c->flags = 0;
    c->width = 0;
    c->width_from = 0;
    c->precision_from = 0;
    c->value_from = read_position(&at);
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
        c->width_from = read_position(&at);
    } else {
        c->width = read_digits(&at);
    }
    c->precision = -1;
    if (*at == '.') {
        at++;
        if (*at == '*') {
            at++;
            c->precision_from = read_position(&at);
        } else {
            c->precision = read_digits(&at);
        }
    }
    at = read_size(at, &c->size);
    c->letter = *at;
    return *at ? at + 1 : at;
}

int __is_numbered(const char *format) {
    if (!strchr(format, '$')) {
        return 0;
    }
    for (; *format; format++) {
        if (*format == '%') {
            struct __conversion c;
            format = __read_conversion(format + 1, &c);
            if (c.value_from > 0) {
                return 1;
            }
            format--;
        }
    }
    return 0;
}

enum kind { NOT_USED, INT, LONG, DOUBLE, LONG_DOUBLE };

static enum kind kind_of(const struct __conversion *c) {
    if (strchr("eEfFgGaA", c->letter)) {
        return c->size == 'L' ? LONG_DOUBLE : DOUBLE;
    }
    if (strchr("spn", c->letter)) {
        return LONG;
    }
    return c->letter != 'c' && (c->size == 'l' || c->size == 'L') ? LONG : INT;
}

// The highest number seen, or more than there can be.
static int note(enum kind kinds[NUMBERED_ARGUMENTS], int highest, int from, enum kind kind) {
    if (from > 0 && from <= NUMBERED_ARGUMENTS) {
        kinds[from - 1] = kind;
    }
    return from > highest ? from : highest;
}

int __fetch_numbered(union __argument values[NUMBERED_ARGUMENTS], const char *format, va_list list) {
    enum kind kinds[NUMBERED_ARGUMENTS] = {NOT_USED};
    int count = 0;
    while ((format = strchr(format, '%')) != NULL) {
        struct __conversion c;
        format = __read_conversion(format + 1, &c);
        count = note(kinds, count, c.width_from, INT);
        count = note(kinds, count, c.precision_from, INT);
        count = note(kinds, count, c.value_from, kind_of(&c));
    }
    if (count > NUMBERED_ARGUMENTS) {
        return 0;
    }
    for (int i = 0; i < count; i++) {
        switch (kinds[i]) {
        case LONG: values[i].whole = va_arg(list, long); break;
        case DOUBLE: values[i].real = va_arg(list, double); break;
        case LONG_DOUBLE: values[i].long_real = va_arg(list, long double); break;
        default: values[i].whole = va_arg(list, int); break;
        }
    }
    return 1;
}
