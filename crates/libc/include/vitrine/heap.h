// The heap's blocks, between stdlib/malloc.c and those who resize or align.
//
// A chunk is [before][size|flags][payload …], 16-aligned; its payload reaches over the next chunk's `before`, which has a
// meaning only while this chunk is free. So malloc(24) takes 32 bytes, as in glibc.
#ifndef _VITRINE_HEAP_H
#define _VITRINE_HEAP_H
#include <stddef.h>

enum { CHUNK_BEFORE_USED = 1, CHUNK_MAPPED = 2, CHUNK_FLAGS = 15, CHUNK_SMALLEST = 32, CHUNK_HEADER = 16 };
struct __chunk {
    // Size of the chunk before if that is free; of a mapped chunk: bytes between the mapping's start and the chunk.
    size_t before;
    size_t size;
    // While free: its neighbours in the list of free chunks of like size.
    struct __chunk *next_free;
    struct __chunk *previous_free;
};

static inline size_t __chunk_size(const struct __chunk *chunk) {
    return chunk->size & ~(size_t)CHUNK_FLAGS;
}
static inline struct __chunk *__chunk_after(struct __chunk *chunk) {
    return (struct __chunk *)((char *)chunk + __chunk_size(chunk));
}
static inline struct __chunk *__chunk_of(void *payload) {
    return (struct __chunk *)((char *)payload - CHUNK_HEADER);
}
static inline void *__chunk_payload(struct __chunk *chunk) {
    return (char *)chunk + CHUNK_HEADER;
}
// The chunk size for a request, 0 if no memory could be that large.
size_t __chunk_size_for(size_t request);
// Cuts a used chunk after `size` bytes and frees the rest if that can stand alone.
void __chunk_trim(struct __chunk *chunk, size_t size);
// Makes a used chunk at least `size` long by taking what follows it; 0 if that is not free or too small.
int __chunk_extend(struct __chunk *chunk, size_t size);
#endif
