// Copying and joining strings.
#include <string.h>

char *stpcpy(char *to, const char *from) {
    while ((*to = *from) != 0) {
        to++;
        from++;
    }
    return to;
}

char *strcpy(char *to, const char *from) {
    char *d = to;
    while ((*d = *from) != 0) {
        d++;
        from++;
    }
    return to;
}

// Pads with zeros to `size`.
char *stpncpy(char *to, const char *from, size_t size) {
    size_t i = 0;
    while (i < size && from[i]) {
        to[i] = from[i];
        i++;
    }
    memset(to + i, 0, size - i);
    return to + i;
}

char *strncpy(char *to, const char *from, size_t size) {
    size_t i = 0;
    while (i < size && from[i]) {
        to[i] = from[i];
        i++;
    }
    memset(to + i, 0, size - i);
    return to;
}

char *strcat(char *to, const char *from) {
    strcpy(to + strlen(to), from);
    return to;
}

char *strncat(char *to, const char *from, size_t size) {
    char *d = to + strlen(to);
    size_t length = strnlen(from, size);
    memcpy(d, from, length);
    d[length] = 0;
    return to;
}

size_t strlcpy(char *to, const char *from, size_t size) {
    size_t length = strlen(from);
    if (size > 0) {
        size_t fits = length < size ? length : size - 1;
        memcpy(to, from, fits);
        to[fits] = 0;
    }
    return length;
}

size_t strlcat(char *to, const char *from, size_t size) {
    size_t used = strnlen(to, size);
    return used + strlcpy(to + used, from, size - used);
}

// The C locale's order is the bytes' order.
size_t strxfrm(char *to, const char *from, size_t size) {
    return strlcpy(to, from, size);
}
