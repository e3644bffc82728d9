// PTHREAD_CANCEL_ASYNCHRONOUS ends a computing thread; states and types that are refused, and what they were.
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>

static sem_t ready;
static volatile long count;

static void cleans(void *argument) {
    printf("clean-up %s\n", (char *)argument);
}

static void *computes(void *argument) {
    int old;
    pthread_cleanup_push(cleans, "outer");
    printf("default type deferred: %d\n", (pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &old), old == PTHREAD_CANCEL_DEFERRED));
    pthread_cleanup_push(cleans, "inner");
    sem_post(&ready);
    for (;;) {
        count++;
    }
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return argument;
}

int main(void) {
    pthread_t thread;
    void *result;
    int old;
    sem_init(&ready, 0, 0);
    printf("state 77: %s\n", strerror(pthread_setcancelstate(77, &old)));
    printf("type 77: %s\n", strerror(pthread_setcanceltype(77, &old)));
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
    printf("was enabled: %d\n", old == PTHREAD_CANCEL_ENABLE);
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
    printf("was disabled: %d\n", old == PTHREAD_CANCEL_DISABLE);
    pthread_create(&thread, NULL, computes, NULL);
    sem_wait(&ready);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    printf("cancelled: %d\n", result == PTHREAD_CANCELED);
    return 0;
}
