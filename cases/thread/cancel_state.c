// A thread may put off its cancellation; testcancel lets it happen.
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static sem_t ready, go;

static void *holds_off(void *argument) {
    int old;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
    printf("was enabled: %d\n", old == PTHREAD_CANCEL_ENABLE);
    sem_post(&ready);
    sem_wait(&go);
    usleep(1000);
    pthread_testcancel();
    printf("still here while disabled\n");
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
    printf("was disabled: %d, enabling does not act yet\n", old == PTHREAD_CANCEL_DISABLE);
    pthread_testcancel();
    printf("not reached\n");
    return argument;
}

static void *computes(void *argument) {
    int old;
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &old);
    sem_post(&ready);
    for (;;) {
    }
    return argument;
}

int main(void) {
    pthread_t thread;
    void *result;
    int old;
    sem_init(&ready, 0, 0);
    sem_init(&go, 0, 0);
    pthread_create(&thread, NULL, holds_off, NULL);
    sem_wait(&ready);
    pthread_cancel(thread);
    sem_post(&go);
    pthread_join(thread, &result);
    printf("deferred: %d\n", result == PTHREAD_CANCELED);
    pthread_create(&thread, NULL, computes, NULL);
    sem_wait(&ready);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    printf("asynchronous: %d\n", result == PTHREAD_CANCELED);
    printf("bad state: %s", strerror(pthread_setcancelstate(9, &old)));
    printf(", bad type: %s\n", strerror(pthread_setcanceltype(9, &old)));
    return 0;
}
