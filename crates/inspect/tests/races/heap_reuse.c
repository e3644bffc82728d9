#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Blocks go from thread to thread through the allocator, and nothing else orders their users.
static void *worker(void *unused) {
    (void)unused;
    for (int i = 0; i < 20; i++) {
        char *block = malloc(40);
        memset(block, i, 40);
        block[3] = 7;
        block = realloc(block, 400);
        block[300] = 1;
        free(block);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) {
        pthread_create(&threads[i], NULL, worker, NULL);
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    puts("done");
}
