// The heap under stress: every block keeps its pattern, whatever is allocated, resized and freed around it.
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCKS = 400, ROUNDS = 60000 };
static unsigned char *blocks[BLOCKS];
static size_t sizes[BLOCKS];

static unsigned long state = 99;

static unsigned long next_number(void) {
    state = state * 6364136223846793005UL + 1442695040888963407UL;
    return state >> 33;
}

static void fill(int i) {
    memset(blocks[i], i * 7 + (int)sizes[i], sizes[i]);
}

static int intact(int i, size_t size) {
    unsigned char wanted = (unsigned char)(i * 7 + (int)sizes[i]);
    for (size_t k = 0; k < size; k++) {
        if (blocks[i][k] != wanted) {
            printf("block %d of %zu: byte %zu is wrong\n", i, sizes[i], k);
            return 0;
        }
    }
    return 1;
}

static size_t any_size(void) {
    unsigned long kind = next_number() % 100;
    return kind < 70 ? next_number() % 300 : kind < 95 ? next_number() % 5000 : kind < 99 ? next_number() % 60000
                                                                                       : next_number() % 400000;
}

static void step(void) {
    int i = (int)(next_number() % BLOCKS);
    if (blocks[i] && !intact(i, sizes[i])) {
        exit(1);
    }
    size_t size = any_size();
    unsigned long action = next_number() % 4;
    if (blocks[i] && action == 0) {
        unsigned char *moved = realloc(blocks[i], size + 1);
        size_t kept = sizes[i] < size + 1 ? sizes[i] : size + 1;
        blocks[i] = moved;
        if (!intact(i, kept)) {
            exit(1);
        }
        sizes[i] = size + 1;
        fill(i);
        return;
    }
    free(blocks[i]);
    blocks[i] = NULL;
    if (action == 1) {
        return;
    }
    sizes[i] = size;
    if (action == 2) {
        blocks[i] = calloc(size, 1);
        for (size_t k = 0; k < size; k++) {
            if (blocks[i][k] != 0) {
                printf("calloc gave a non-zero byte\n");
                exit(1);
            }
        }
    } else if (next_number() % 10 == 0) {
        size_t alignment = 16UL << next_number() % 8;
        blocks[i] = aligned_alloc(alignment, size);
        if ((uintptr_t)blocks[i] % alignment != 0) {
            printf("not aligned to %zu\n", alignment);
        }
    } else {
        blocks[i] = malloc(size);
    }
    if ((uintptr_t)blocks[i] % 16 != 0 || malloc_usable_size(blocks[i]) < size) {
        printf("bad block %p\n", (void *)blocks[i]);
    }
    fill(i);
}

int main(void) {
    char *a = malloc(24), *b = malloc(24);
    printf("%ld\n", (long)(b - a));
    for (int round = 0; round < ROUNDS; round++) {
        step();
        if (round == ROUNDS / 2) {
            // Someone else moves the end of the data segment.
            memset(sbrk(5000), 0xEE, 5000);
        }
    }
    for (int i = 0; i < BLOCKS; i++) {
        if (blocks[i]) {
            intact(i, sizes[i]);
        }
        free(blocks[i]);
    }
    errno = 0;
    volatile size_t huge = (size_t)-1;
    printf("%d ", malloc(huge) == NULL);
    printf("%d\n", errno == ENOMEM);
    errno = 0;
    printf("%d ", calloc(huge / 2, 3) == NULL);
    printf("%d\n", errno == ENOMEM);
    printf("%d\n", realloc(malloc(5), 0) == NULL);
    void *p;
    printf("%d ", posix_memalign(&p, 3, 8));
    printf("%d\n", posix_memalign(&p, 4096, 8));
    printf("%d\n", (int)((uintptr_t)p % 4096));
    return 0;
}
