#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <vitrine/fork.h>
#include <vitrine/heap.h>
#include <vitrine/lock.h>

// Trimmed or extended where it is: 1.
static int resize_in_place(struct __chunk *chunk, size_t size) {
    int done = 1;
    __lock(&__heap_lock);
    if (size <= __chunk_size(chunk)) {
        __chunk_trim(chunk, size);
    } else {
        done = __chunk_extend(chunk, size);
    }
    __unlock(&__heap_lock);
    return done;
}

void *realloc(void *block, size_t request) {
    if (!block) {
        return malloc(request);
    }
    // glibc frees, and answers NULL.
    if (request == 0) {
        free(block);
        return NULL;
    }
    size_t size = __chunk_size_for(request);
    if (size == 0) {
        errno = ENOMEM;
        return NULL;
    }
    struct __chunk *chunk = __chunk_of(block);
    if (!(chunk->size & CHUNK_MAPPED) && resize_in_place(chunk, size)) {
        return block;
    }
    size_t used = malloc_usable_size(block);
    void *moved = malloc(request);
    if (moved) {
        memcpy(moved, block, used < request ? used : request);
        free(block);
    }
    return moved;
}

void *reallocarray(void *block, size_t count, size_t size) {
    if (size != 0 && count > (size_t)-1 / size) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(block, count * size);
}
