// Waiting for an event: the flag is looked at under the lock, so that a signal before the wait is not lost.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static int happened;

static void *waits(void *argument) {
    pthread_mutex_lock(&mutex);
    while (!happened) {
        pthread_cond_wait(&cond, &mutex);
    }
    pthread_mutex_unlock(&mutex);
    return argument;
}

int main(void) {
    for (int round = 0; round < 20; round++) {
        pthread_t thread;
        happened = 0;
        pthread_create(&thread, NULL, waits, NULL);
        pthread_mutex_lock(&mutex);
        happened = 1;
        pthread_cond_signal(&cond);
        pthread_mutex_unlock(&mutex);
        pthread_join(thread, NULL);
    }
    printf("20 events, 20 waiters\n");
    return 0;
}
