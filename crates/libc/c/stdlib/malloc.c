// The heap: best fit with neighbours joined, on the data segment (brk); requests from 128 KiB have a mapping each.
//
// Free chunks are kept in lists by size: exact multiples of 16 below 1 KiB, powers of two above. The last chunk, `top`, is
// in no list; it grows and shrinks with the data segment.
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <vitrine/fork.h>
#include <vitrine/heap.h>
#include <vitrine/lock.h>

enum {
    SMALL_LISTS = 64,
    LISTS = SMALL_LISTS + 48,
    MAP_THRESHOLD = 128 * 1024,
    TOP_PAD = 128 * 1024,
    PAGE = 4096,
};

static struct __chunk *lists[LISTS];
// One bit for each list that is not empty.
static unsigned long occupied[(LISTS + 63) / 64];
static struct __chunk *top;
// Where the data segment ended when we last moved it: someone else may call sbrk.
static char *segment_end;

size_t __chunk_size_for(size_t request) {
    if (request > (size_t)PTRDIFF_MAX - PAGE) {
        return 0;
    }
    size_t size = (request + 8 + 15) & ~(size_t)15;
    return size < CHUNK_SMALLEST ? CHUNK_SMALLEST : size;
}

static int list_for(size_t size) {
    if (size < 16 * SMALL_LISTS) {
        return (int)(size / 16);
    }
    int list = SMALL_LISTS;
    for (size_t rest = size >> 11; rest > 0 && list < LISTS - 1; rest >>= 1) {
        list++;
    }
    return list;
}

static void link_free(struct __chunk *chunk) {
    int number = list_for(__chunk_size(chunk));
    struct __chunk **list = &lists[number];
    occupied[number / 64] |= 1UL << number % 64;
    chunk->previous_free = NULL;
    chunk->next_free = *list;
    if (*list) {
        (*list)->previous_free = chunk;
    }
    *list = chunk;
}

static void unlink_free(struct __chunk *chunk) {
    if (chunk->previous_free) {
        chunk->previous_free->next_free = chunk->next_free;
    } else {
        int number = list_for(__chunk_size(chunk));
        lists[number] = chunk->next_free;
        if (!chunk->next_free) {
            occupied[number / 64] &= ~(1UL << number % 64);
        }
    }
    if (chunk->next_free) {
        chunk->next_free->previous_free = chunk->previous_free;
    }
}

// Words of complaint are glibc's: learners look them up.
static _Noreturn void corrupted(const char *message) {
    write(STDERR_FILENO, message, strlen(message));
    abort();
}

// Gives a chunk (its neighbours' state known from its flags) to the lists, joined with free neighbours or with `top`.
static void release(struct __chunk *chunk) {
    size_t size = __chunk_size(chunk);
    if (!(chunk->size & CHUNK_BEFORE_USED)) {
        size += chunk->before;
        chunk = (struct __chunk *)((char *)chunk - chunk->before);
        unlink_free(chunk);
    }
    struct __chunk *after = (struct __chunk *)((char *)chunk + size);
    if (after == top) {
        size += __chunk_size(top);
        chunk->size = size | CHUNK_BEFORE_USED;
        top = chunk;
        return;
    }
    if (!(__chunk_after(after)->size & CHUNK_BEFORE_USED)) {
        size += __chunk_size(after);
        unlink_free(after);
        after = (struct __chunk *)((char *)chunk + size);
    }
    chunk->size = size | CHUNK_BEFORE_USED;
    after->before = size;
    after->size &= ~(size_t)CHUNK_BEFORE_USED;
    link_free(chunk);
}

// The old top, when the data segment went on elsewhere: two small used chunks at its end keep neighbours apart.
static void retire_top(void) {
    size_t size = __chunk_size(top) - 2 * CHUNK_HEADER;
    struct __chunk *old = top;
    size_t before_used = old->size & CHUNK_BEFORE_USED;
    if (__chunk_size(top) < CHUNK_SMALLEST + 2 * CHUNK_HEADER) {
        old->size = CHUNK_HEADER | before_used;
        ((struct __chunk *)((char *)old + CHUNK_HEADER))->size = CHUNK_HEADER | CHUNK_BEFORE_USED;
        top = NULL;
        return;
    }
    struct __chunk *fence = (struct __chunk *)((char *)old + size);
    fence->size = CHUNK_HEADER | CHUNK_BEFORE_USED;
    ((struct __chunk *)((char *)fence + CHUNK_HEADER))->size = CHUNK_HEADER | CHUNK_BEFORE_USED;
    old->size = size | before_used;
    top = NULL;
    release(old);
}

// Makes `top` larger than `size`. On failure nothing has changed.
static int grow_top(size_t size) {
    size_t have = top ? __chunk_size(top) : 0;
    size_t wanted = (size + TOP_PAD + CHUNK_SMALLEST - have + PAGE - 1) & ~(size_t)(PAGE - 1);
    char *fresh = sbrk((intptr_t)wanted);
    if (fresh == (char *)-1) {
        return 0;
    }
    if (top && fresh == segment_end) {
        segment_end = fresh + wanted;
        top->size += wanted;
        return 1;
    }
    // A first or a separate piece: align it, and make it whole pages long again.
    size_t skip = -(uintptr_t)fresh & 15;
    size_t missing = -(uintptr_t)(fresh + wanted) & (PAGE - 1);
    size_t more = have + missing;
    if (more > 0 && sbrk((intptr_t)more) == (char *)-1) {
        return 0;
    }
    if (top) {
        retire_top();
    }
    segment_end = fresh + wanted + more;
    top = (struct __chunk *)(fresh + skip);
    top->size = ((size_t)(segment_end - (char *)top) & ~(size_t)15) | CHUNK_BEFORE_USED;
    return 1;
}

static void shrink_top(void) {
    size_t size = __chunk_size(top);
    size_t extra = (size - TOP_PAD / 2) & ~(size_t)(PAGE - 1);
    if (size < 2 * TOP_PAD || sbrk(0) != segment_end || sbrk(-(intptr_t)extra) == (char *)-1) {
        return;
    }
    segment_end -= extra;
    top->size -= extra;
}

void __chunk_trim(struct __chunk *chunk, size_t size) {
    size_t rest = __chunk_size(chunk) - size;
    if (rest < CHUNK_SMALLEST) {
        return;
    }
    struct __chunk *tail = (struct __chunk *)((char *)chunk + size);
    tail->size = rest | CHUNK_BEFORE_USED;
    chunk->size -= rest;
    release(tail);
}

int __chunk_extend(struct __chunk *chunk, size_t size) {
    struct __chunk *after = __chunk_after(chunk);
    size_t missing = size - __chunk_size(chunk);
    if (after == top) {
        if (__chunk_size(top) < missing + CHUNK_SMALLEST) {
            return 0;
        }
        size_t left = __chunk_size(top) - missing;
        top = (struct __chunk *)((char *)after + missing);
        top->size = left | CHUNK_BEFORE_USED;
        chunk->size += missing;
        return 1;
    }
    if ((__chunk_after(after)->size & CHUNK_BEFORE_USED) || __chunk_size(after) < missing) {
        return 0;
    }
    unlink_free(after);
    chunk->size += __chunk_size(after);
    __chunk_after(chunk)->size |= CHUNK_BEFORE_USED;
    __chunk_trim(chunk, size);
    return 1;
}

// The first list from `list` on that is not empty, LISTS if there is none.
static int next_occupied(int list) {
    while (list < LISTS) {
        unsigned long bits = occupied[list / 64] >> list % 64;
        if (bits & 1) {
            return list;
        }
        list = bits == 0 ? (list / 64 + 1) * 64 : list + 1;
    }
    return LISTS;
}

static struct __chunk *take_from_lists(size_t size) {
    for (int list = next_occupied(list_for(size)); list < LISTS; list = next_occupied(list + 1)) {
        struct __chunk *best = NULL;
        for (struct __chunk *at = lists[list]; at; at = at->next_free) {
            if (__chunk_size(at) >= size && (!best || __chunk_size(at) < __chunk_size(best))) {
                best = at;
            }
            if (best && (list < SMALL_LISTS || __chunk_size(best) == size)) {
                break;
            }
        }
        if (best) {
            unlink_free(best);
            __chunk_after(best)->size |= CHUNK_BEFORE_USED;
            __chunk_trim(best, size);
            return best;
        }
    }
    return NULL;
}

static struct __chunk *take_from_top(size_t size) {
    if ((!top || __chunk_size(top) < size + CHUNK_SMALLEST) && !grow_top(size)) {
        return NULL;
    }
    struct __chunk *chunk = top;
    size_t left = __chunk_size(top) - size;
    top = (struct __chunk *)((char *)chunk + size);
    top->size = left | CHUNK_BEFORE_USED;
    chunk->size = size | (chunk->size & CHUNK_BEFORE_USED);
    return chunk;
}

static struct __chunk *take_mapping(size_t size) {
    size_t length = (size + 8 + PAGE - 1) & ~(size_t)(PAGE - 1);
    struct __chunk *chunk = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (chunk == MAP_FAILED) {
        return NULL;
    }
    chunk->before = 0;
    chunk->size = length | CHUNK_MAPPED | CHUNK_BEFORE_USED;
    return chunk;
}

void *malloc(size_t request) {
    size_t size = __chunk_size_for(request);
    struct __chunk *chunk = NULL;
    if (size >= MAP_THRESHOLD) {
        chunk = take_mapping(size);
    }
    if (size != 0 && !chunk) {
        __lock(&__heap_lock);
        chunk = take_from_lists(size);
        if (!chunk) {
            chunk = take_from_top(size);
        }
        __unlock(&__heap_lock);
    }
    if (!chunk) {
        errno = ENOMEM;
        return NULL;
    }
    return __chunk_payload(chunk);
}

void free(void *payload) {
    if (!payload) {
        return;
    }
    struct __chunk *chunk = __chunk_of(payload);
    size_t size = __chunk_size(chunk);
    if (((uintptr_t)payload & 15) != 0 || size < CHUNK_SMALLEST || (uintptr_t)chunk > -size) {
        corrupted("free(): invalid pointer\n");
    }
    if (chunk->size & CHUNK_MAPPED) {
        int kept = errno;
        munmap((char *)chunk - chunk->before, size + chunk->before);
        errno = kept;
        return;
    }
    __lock(&__heap_lock);
    if (chunk == top || (char *)chunk > (char *)top + __chunk_size(top) ||
        !(__chunk_after(chunk)->size & CHUNK_BEFORE_USED)) {
        corrupted(size <= 1040 ? "free(): double free detected in tcache 2\n" : "double free or corruption (!prev)\n");
    }
    release(chunk);
    if (__chunk_size(top) >= 2 * TOP_PAD) {
        shrink_top();
    }
    __unlock(&__heap_lock);
}
