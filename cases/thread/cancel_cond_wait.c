// A thread that is cancelled in pthread_cond_wait holds the mutex in its clean-up functions.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t mutex;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static pthread_cond_t waits = PTHREAD_COND_INITIALIZER;
static int waiting;

static void unlocks(void *argument) {
    printf("clean-up unlocks: %s\n", strerror(pthread_mutex_unlock(argument)));
}

static void *waits_for_ever(void *argument) {
    pthread_mutex_lock(&mutex);
    pthread_cleanup_push(unlocks, &mutex);
    waiting = 1;
    pthread_cond_signal(&waits);
    for (;;) {
        pthread_cond_wait(&never, &mutex);
    }
    pthread_cleanup_pop(1);
    return argument;
}

int main(void) {
    pthread_mutexattr_t attributes;
    pthread_t thread;
    void *result;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&mutex, &attributes);
    pthread_create(&thread, NULL, waits_for_ever, NULL);
    pthread_mutex_lock(&mutex);
    while (!waiting) {
        pthread_cond_wait(&waits, &mutex);
    }
    pthread_mutex_unlock(&mutex);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    printf("cancelled %d, mutex free: %d\n", result == PTHREAD_CANCELED, pthread_mutex_trylock(&mutex) == 0);
    return 0;
}
