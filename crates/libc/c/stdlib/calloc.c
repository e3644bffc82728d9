#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <vitrine/heap.h>

void *calloc(size_t count, size_t size) {
    if (size != 0 && count > (size_t)-1 / size) {
        errno = ENOMEM;
        return NULL;
    }
    void *block = malloc(count * size);
    // A fresh mapping is zero already; touching it would cost its pages.
    if (block && !(__chunk_of(block)->size & CHUNK_MAPPED)) {
        memset(block, 0, count * size);
    }
    return block;
}
