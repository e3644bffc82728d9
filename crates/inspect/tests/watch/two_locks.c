// Two threads take two locks in opposite order while a third one counts.
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;

static void *one(void *nothing) {
    pthread_mutex_lock(&a);
    usleep(1000);
    pthread_mutex_lock(&b);
    return nothing;
}

static void *two(void *nothing) {
    pthread_mutex_lock(&b);
    usleep(1000);
    pthread_mutex_lock(&a);
    return nothing;
}

static void *counts(void *nothing) {
    for (volatile int i = 0; i < 1000000; i++) {
    }
    puts("counted");
    fflush(stdout);
    return nothing;
}

int main(void) {
    pthread_t threads[3];
    pthread_create(&threads[0], 0, one, 0);
    pthread_create(&threads[1], 0, two, 0);
    pthread_create(&threads[2], 0, counts, 0);
    for (int i = 2; i >= 0; i--) {
        pthread_join(threads[i], 0);
    }
    return 0;
}
