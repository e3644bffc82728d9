// Blocks of bytes. Word-wise where both sides are aligned, since learners' programs copy pages.
#include <stdint.h>
#include <string.h>

enum { WORD = sizeof(unsigned long) };

void *memcpy(void *to, const void *from, size_t size) {
    unsigned char *d = to;
    const unsigned char *s = from;
    if ((((uintptr_t)d ^ (uintptr_t)s) & (WORD - 1)) == 0) {
        while (size > 0 && ((uintptr_t)d & (WORD - 1)) != 0) {
            *d++ = *s++;
            size--;
        }
        while (size >= WORD) {
            *(unsigned long *)d = *(const unsigned long *)s;
            d += WORD;
            s += WORD;
            size -= WORD;
        }
    }
    while (size > 0) {
        *d++ = *s++;
        size--;
    }
    return to;
}

void *memmove(void *to, const void *from, size_t size) {
    unsigned char *d = to;
    const unsigned char *s = from;
    if (d <= s || d >= s + size) {
        return memcpy(to, from, size);
    }
    d += size;
    s += size;
    if ((((uintptr_t)d ^ (uintptr_t)s) & (WORD - 1)) == 0) {
        while (size > 0 && ((uintptr_t)d & (WORD - 1)) != 0) {
            *--d = *--s;
            size--;
        }
        while (size >= WORD) {
            d -= WORD;
            s -= WORD;
            *(unsigned long *)d = *(const unsigned long *)s;
            size -= WORD;
        }
    }
    while (size > 0) {
        *--d = *--s;
        size--;
    }
    return to;
}

void *memset(void *at, int byte, size_t size) {
    unsigned char *d = at;
    unsigned char value = (unsigned char)byte;
    while (size > 0 && ((uintptr_t)d & (WORD - 1)) != 0) {
        *d++ = value;
        size--;
    }
    unsigned long word = value * 0x0101010101010101UL;
    while (size >= WORD) {
        *(unsigned long *)d = word;
        d += WORD;
        size -= WORD;
    }
    while (size > 0) {
        *d++ = value;
        size--;
    }
    return at;
}

int memcmp(const void *a, const void *b, size_t size) {
    const unsigned char *x = a;
    const unsigned char *y = b;
    for (size_t i = 0; i < size; i++) {
        if (x[i] != y[i]) {
            return x[i] - y[i];
        }
    }
    return 0;
}

void *memchr(const void *at, int byte, size_t size) {
    const unsigned char *s = at;
    for (size_t i = 0; i < size; i++) {
        if (s[i] == (unsigned char)byte) {
            return (void *)(s + i);
        }
    }
    return NULL;
}
