// Names with numbers in them, in the order people expect: strverscmp(3).
#include <ctype.h>
#include <string.h>

static int is_digit(char c) {
    return isdigit((unsigned char)c);
}

int strverscmp(const char *one, const char *other) {
    const unsigned char *a = (const unsigned char *)one;
    const unsigned char *b = (const unsigned char *)other;
    size_t at = 0;
    // The start of the run of digits, and whether it is zeros so far.
    size_t run = 0;
    int zeros = 1;
    for (; a[at] == b[at]; at++) {
        if (a[at] == 0) {
            return 0;
        }
        if (!is_digit((char)a[at])) {
            run = at + 1;
            zeros = 1;
        } else if (a[at] != '0') {
            zeros = 0;
        }
    }
    int fraction = zeros && run < at;
    if (!fraction && a[run] != '0' && b[run] != '0' && is_digit((char)a[run]) && is_digit((char)b[run])) {
        // Whole numbers: the longer one is larger.
        size_t i = at;
        while (is_digit((char)a[i]) && is_digit((char)b[i])) {
            i++;
        }
        if (is_digit((char)a[i]) != is_digit((char)b[i])) {
            return is_digit((char)a[i]) ? 1 : -1;
        }
    } else if (fraction && (is_digit((char)a[at]) != is_digit((char)b[at]))) {
        // Leading zeros are a fraction: with more digits behind them it is smaller.
        return is_digit((char)a[at]) ? -1 : 1;
    }
    return a[at] - b[at];
}
