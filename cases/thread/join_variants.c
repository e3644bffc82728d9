// pthread_tryjoin_np and pthread_timedjoin_np: EBUSY and ETIMEDOUT while it runs; detaching makes EINVAL of join.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static sem_t go;

static void *waits(void *argument) {
    sem_wait(&go);
    return argument;
}

int main(void) {
    pthread_t thread;
    struct timespec until;
    void *result = "nothing";
    sem_init(&go, 0, 0);
    pthread_create(&thread, NULL, waits, "value");
    printf("tryjoin: %s\n", strerror(pthread_tryjoin_np(thread, &result)));
    clock_gettime(CLOCK_REALTIME, &until);
    printf("timedjoin, now: %s\n", strerror(pthread_timedjoin_np(thread, &result, &until)));
    printf("still %s\n", (char *)result);
    sem_post(&go);
    until.tv_sec += 10;
    printf("timedjoin: %s\n", strerror(pthread_timedjoin_np(thread, &result, &until)));
    printf("now %s\n", (char *)result);
    pthread_create(&thread, NULL, waits, NULL);
    printf("detach: %d\n", pthread_detach(thread));
    printf("join: %s\n", strerror(pthread_join(thread, NULL)));
    printf("detach again: %s\n", strerror(pthread_detach(thread)));
    sem_post(&go);
    return 0;
}
