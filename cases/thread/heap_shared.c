// malloc and free from several threads at once.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *churns(void *argument) {
    unsigned seed = (unsigned)(long)argument;
    char *blocks[32] = {0};
    long bad = 0;
    for (int i = 0; i < 600; i++) {
        seed = seed * 1103515245 + 12345;
        int slot = seed >> 16 & 31;
        size_t size = 1 + (seed >> 8 & 511);
        if (blocks[slot]) {
            bad += blocks[slot][0] != (char)slot;
            free(blocks[slot]);
        }
        blocks[slot] = malloc(size);
        memset(blocks[slot], slot, size);
    }
    for (int i = 0; i < 32; i++) {
        free(blocks[i]);
    }
    return (void *)bad;
}

int main(void) {
    pthread_t threads[4];
    long bad = 0;
    for (long i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, churns, (void *)(i + 1));
    }
    for (int i = 0; i < 4; i++) {
        void *result;
        pthread_join(threads[i], &result);
        bad += (long)result;
    }
    printf("damaged blocks: %ld\n", bad);
    return 0;
}
