// One thread gives a lock back and takes it again at once, so that whoever is woken for it comes too late.
#include <pthread.h>
#include <stdio.h>

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static volatile int done;

static void *greedy(void *nothing) {
    for (int i = 0; i < 600; i++) {
        pthread_mutex_lock(&lock);
        for (volatile int n = 0; n < 2000; n++) {
        }
        pthread_mutex_unlock(&lock);
    }
    done = 1;
    return nothing;
}

static void *modest(void *nothing) {
    pthread_mutex_lock(&lock);
    printf("modest has it, greedy is done: %d\n", done);
    pthread_mutex_unlock(&lock);
    return nothing;
}

int main(void) {
    pthread_t threads[2];
    pthread_create(&threads[0], 0, greedy, 0);
    pthread_create(&threads[1], 0, modest, 0);
    pthread_join(threads[0], 0);
    pthread_join(threads[1], 0);
    return 0;
}
