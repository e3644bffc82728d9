// Threads return values to those who join them, in any order.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *square(void *argument) {
    long n = (long)argument;
    return (void *)(n * n);
}

static void *leaves(void *argument) {
    int *number = malloc(sizeof *number);
    *number = 40 + *(int *)argument;
    pthread_exit(number);
}

int main(void) {
    pthread_t threads[8];
    for (long i = 0; i < 8; i++) {
        if (pthread_create(&threads[i], NULL, square, (void *)i) != 0) {
            return 1;
        }
    }
    for (int i = 7; i >= 0; i--) {
        void *result;
        int answer = pthread_join(threads[i], &result);
        printf("thread %d: join %d, result %ld\n", i, answer, (long)result);
    }
    pthread_t one;
    int two = 2;
    pthread_create(&one, NULL, leaves, &two);
    int *number;
    pthread_join(one, (void **)&number);
    printf("left with %d; self equals self: %d\n", *number, pthread_equal(pthread_self(), pthread_self()) != 0);
    free(number);
    return 0;
}
