// The rarer functions on blocks of bytes.
#include <string.h>

void *mempcpy(void *to, const void *from, size_t size) {
    return (char *)memcpy(to, from, size) + size;
}

void *memccpy(void *to, const void *from, int stop, size_t size) {
    unsigned char *d = to;
    const unsigned char *s = from;
    for (size_t i = 0; i < size; i++) {
        d[i] = s[i];
        if (s[i] == (unsigned char)stop) {
            return d + i + 1;
        }
    }
    return NULL;
}

void *memrchr(const void *at, int byte, size_t size) {
    const unsigned char *s = at;
    while (size > 0) {
        size--;
        if (s[size] == (unsigned char)byte) {
            return (void *)(s + size);
        }
    }
    return NULL;
}

void *rawmemchr(const void *at, int byte) {
    const unsigned char *s = at;
    while (*s != (unsigned char)byte) {
        s++;
    }
    return (void *)s;
}

void *memmem(const void *hay, size_t hay_size, const void *needle, size_t needle_size) {
    const char *s = hay;
    if (needle_size == 0) {
        return (void *)s;
    }
    for (size_t i = 0; i + needle_size <= hay_size; i++) {
        if (memcmp(s + i, needle, needle_size) == 0) {
            return (void *)(s + i);
        }
    }
    return NULL;
}

int bcmp(const void *a, const void *b, size_t size) {
    return memcmp(a, b, size);
}

void bcopy(const void *from, void *to, size_t size) {
    memmove(to, from, size);
}

void explicit_bzero(void *at, size_t size) {
    memset(at, 0, size);
}

void bzero(void *at, size_t size) {
    memset(at, 0, size);
}
