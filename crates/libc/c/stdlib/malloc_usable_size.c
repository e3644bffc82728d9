#include <malloc.h>
#include <vitrine/heap.h>

// A mapped chunk has no neighbour whose `before` it could use.
size_t malloc_usable_size(void *block) {
    if (!block) {
        return 0;
    }
    struct __chunk *chunk = __chunk_of(block);
    return __chunk_size(chunk) - (chunk->size & CHUNK_MAPPED ? CHUNK_HEADER : 8);
}

int malloc_trim(size_t pad) {
    (void)pad;
    return 0;
}
