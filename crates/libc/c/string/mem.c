// Blocks of bytes. Word-wise where both sides are aligned, since learners' programs copy pages.
#include <stdint.h>
#include <string.h>

enum { WORD = sizeof(unsigned long) };

// Four at a time, all read before any is written: the blocks may overlap if the copy goes down.
static void copy_words(unsigned long *d, const unsigned long *s, size_t words) {
    for (; words >= 4; words -= 4) {
        unsigned long first = s[0];
        unsigned long second = s[1];
        unsigned long third = s[2];
        unsigned long fourth = s[3];
        d[0] = first;
        d[1] = second;
        d[2] = third;
        d[3] = fourth;
        d += 4;
        s += 4;
    }
    for (; words > 0; words--) {
        *d++ = *s++;
    }
}

static void copy_bytes(unsigned char *d, const unsigned char *s, size_t size) {
    for (; size >= 4; size -= 4) {
        unsigned char first = s[0];
        unsigned char second = s[1];
        unsigned char third = s[2];
        unsigned char fourth = s[3];
        d[0] = first;
        d[1] = second;
        d[2] = third;
        d[3] = fourth;
        d += 4;
        s += 4;
    }
    for (; size > 0; size--) {
        *d++ = *s++;
    }
}

void *memcpy(void *to, const void *from, size_t size) {
    unsigned char *d = to;
    const unsigned char *s = from;
    if (size >= 2 * WORD && (((uintptr_t)d ^ (uintptr_t)s) & (WORD - 1)) == 0) {
        size_t head = -(uintptr_t)d & (WORD - 1);
        copy_bytes(d, s, head);
        d += head;
        s += head;
        size -= head;
        copy_words((unsigned long *)d, (const unsigned long *)s, size / WORD);
        d += size / WORD * WORD;
        s += size / WORD * WORD;
        size %= WORD;
    }
    copy_bytes(d, s, size);
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
    unsigned long *words = (unsigned long *)d;
    for (; size >= 4 * WORD; size -= 4 * WORD) {
        words[0] = word;
        words[1] = word;
        words[2] = word;
        words[3] = word;
        words += 4;
    }
    for (; size >= WORD; size -= WORD) {
        *words++ = word;
    }
    d = (unsigned char *)words;
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
