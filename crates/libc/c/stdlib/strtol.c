// Numbers from text: C11 7.22.1.4.
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

struct number {
    unsigned long magnitude;
    int negative;
    int overflow;
};

static int digit_value(char c) {
    if (isdigit(c)) {
        return c - '0';
    }
    return isalpha(c) ? tolower(c) - 'a' + 10 : 99;
}

static struct number read_number(const char *text, char **end, int base) {
    struct number n = {0, 0, 0};
    const char *at = text;
    if (end) {
        *end = (char *)text;
    }
    if (base < 0 || base == 1 || base > 36) {
        errno = EINVAL;
        return n;
    }
    while (isspace(*at)) {
        at++;
    }
    if (*at == '+' || *at == '-') {
        n.negative = *at++ == '-';
    }
    if ((base == 0 || base == 16) && at[0] == '0' && (at[1] | 32) == 'x' && digit_value(at[2]) < 16) {
        at += 2;
        base = 16;
    } else if (base == 0) {
        base = *at == '0' ? 8 : 10;
    }
    const char *digits = at;
    for (; digit_value(*at) < base; at++) {
        unsigned long digit = digit_value(*at);
        if (n.magnitude > (ULONG_MAX - digit) / base) {
            n.overflow = 1;
        }
        n.magnitude = n.magnitude * base + digit;
    }
    if (end && at != digits) {
        *end = (char *)at;
    }
    return n;
}

long strtol(const char *text, char **end, int base) {
    struct number n = read_number(text, end, base);
    unsigned long limit = (unsigned long)LONG_MAX + n.negative;
    if (n.overflow || n.magnitude > limit) {
        errno = ERANGE;
        return n.negative ? LONG_MIN : LONG_MAX;
    }
    return (long)(n.negative ? -n.magnitude : n.magnitude);
}

unsigned long strtoul(const char *text, char **end, int base) {
    struct number n = read_number(text, end, base);
    if (n.overflow) {
        errno = ERANGE;
        return ULONG_MAX;
    }
    return n.negative ? -n.magnitude : n.magnitude;
}

long long strtoll(const char *text, char **end, int base) {
    return strtol(text, end, base);
}

unsigned long long strtoull(const char *text, char **end, int base) {
    return strtoul(text, end, base);
}

intmax_t strtoimax(const char *text, char **end, int base) {
    return strtol(text, end, base);
}

uintmax_t strtoumax(const char *text, char **end, int base) {
    return strtoul(text, end, base);
}

long atol(const char *text) {
    return strtol(text, NULL, 10);
}

int atoi(const char *text) {
    return (int)strtol(text, NULL, 10);
}

long long atoll(const char *text) {
    return strtol(text, NULL, 10);
}
