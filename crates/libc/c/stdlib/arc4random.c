// Random numbers of the kernel: arc4random(3).
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

void arc4random_buf(void *buffer, size_t size) {
    char *bytes = buffer;
    while (size > 0) {
        ssize_t got = getrandom(bytes, size, 0);
        if (got > 0) {
            bytes += got;
            size -= (size_t)got;
        }
    }
}

unsigned int arc4random(void) {
    unsigned int value;
    arc4random_buf(&value, sizeof value);
    return value;
}

// Uniform below the limit: draws from the incomplete part of the range are thrown away.
unsigned int arc4random_uniform(unsigned int limit) {
    if (limit < 2) {
        return 0;
    }
    uint32_t least = -limit % limit;
    uint32_t value;
    do {
        value = arc4random();
    } while (value < least);
    return value % limit;
}
