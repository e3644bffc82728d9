#include <unistd.h>

void swab(const void *from, void *to, ssize_t size) {
    const char *source = from;
    char *target = to;
    for (; size > 1; size -= 2) {
        char first = source[0];
        target[0] = source[1];
        target[1] = first;
        source += 2;
        target += 2;
    }
}
