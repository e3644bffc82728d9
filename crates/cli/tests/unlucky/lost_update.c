// Two threads count together without a lock.
// unlucky: exit 1
#include <pthread.h>
#include <stdio.h>

static int counter;

static void *counts(void *argument) {
    for (int i = 0; i < 50; i++) {
        counter++;
    }
    return argument;
}

int main(void) {
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, counts, NULL);
    pthread_create(&threads[1], NULL, counts, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    printf("%d\n", counter);
    return counter != 100;
}
