// Blocks on larger boundaries: a block with room to spare whose front is given back.
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <vitrine/fork.h>
#include <vitrine/heap.h>
#include <vitrine/lock.h>

void *memalign(size_t alignment, size_t request) {
    if (alignment <= 16) {
        return malloc(request);
    }
    if ((alignment & (alignment - 1)) != 0 || request > (size_t)PTRDIFF_MAX - alignment - 64) {
        errno = (alignment & (alignment - 1)) != 0 ? EINVAL : ENOMEM;
        return NULL;
    }
    char *block = malloc(request + alignment + CHUNK_SMALLEST);
    if (!block || ((uintptr_t)block & (alignment - 1)) == 0) {
        return block;
    }
    char *aligned = (char *)(((uintptr_t)block + CHUNK_SMALLEST + alignment - 1) & ~(alignment - 1));
    struct __chunk *front = __chunk_of(block);
    struct __chunk *chunk = __chunk_of(aligned);
    size_t skipped = (size_t)(aligned - block);
    if (front->size & CHUNK_MAPPED) {
        chunk->before = front->before + skipped;
        chunk->size = (__chunk_size(front) - skipped) | CHUNK_MAPPED | CHUNK_BEFORE_USED;
        return aligned;
    }
    chunk->size = (__chunk_size(front) - skipped) | CHUNK_BEFORE_USED;
    front->size = skipped | (front->size & CHUNK_FLAGS);
    free(block);
    __lock(&__heap_lock);
    __chunk_trim(chunk, __chunk_size_for(request));
    __unlock(&__heap_lock);
    return aligned;
}

void *aligned_alloc(size_t alignment, size_t size) {
    return memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) {
        return EINVAL;
    }
    void *result = memalign(alignment, size);
    if (!result) {
        return ENOMEM;
    }
    *block = result;
    return 0;
}
