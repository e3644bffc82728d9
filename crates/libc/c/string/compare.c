// Comparing strings. The bytes count as unsigned.
#include <ctype.h>
#include <string.h>

int strcmp(const char *a, const char *b) {
    const unsigned char *x = (const unsigned char *)a;
    const unsigned char *y = (const unsigned char *)b;
    while (*x && *x == *y) {
        x++;
        y++;
    }
    return *x - *y;
}

int strncmp(const char *a, const char *b, size_t size) {
    const unsigned char *x = (const unsigned char *)a;
    const unsigned char *y = (const unsigned char *)b;
    for (size_t i = 0; i < size; i++) {
        if (x[i] != y[i] || !x[i]) {
            return x[i] - y[i];
        }
    }
    return 0;
}

int strcoll(const char *a, const char *b) {
    return strcmp(a, b);
}

int strcasecmp(const char *a, const char *b) {
    const unsigned char *x = (const unsigned char *)a;
    const unsigned char *y = (const unsigned char *)b;
    while (*x && tolower(*x) == tolower(*y)) {
        x++;
        y++;
    }
    return tolower(*x) - tolower(*y);
}

int strncasecmp(const char *a, const char *b, size_t size) {
    const unsigned char *x = (const unsigned char *)a;
    const unsigned char *y = (const unsigned char *)b;
    for (size_t i = 0; i < size; i++) {
        if (tolower(x[i]) != tolower(y[i]) || !x[i]) {
            return tolower(x[i]) - tolower(y[i]);
        }
    }
    return 0;
}
