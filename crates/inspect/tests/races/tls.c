#include <pthread.h>
#include <stdio.h>

static _Thread_local int own;

static void *worker(void *result) {
    for (int i = 0; i < 10; i++) {
        own++;
    }
    *(int *)result = own;
    return NULL;
}

int main(void) {
    pthread_t threads[2];
    int results[2];
    for (int i = 0; i < 2; i++) {
        pthread_create(&threads[i], NULL, worker, &results[i]);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%d\n", results[0] + results[1] + own);
}
