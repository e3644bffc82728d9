// What pthread_join, pthread_detach and friends refuse.
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
    sem_init(&go, 0, 0);
    printf("join self: %s\n", strerror(pthread_join(pthread_self(), NULL)));
    pthread_t thread;
    pthread_create(&thread, NULL, waits, "value");
    printf("tryjoin: %s\n", strerror(pthread_tryjoin_np(thread, NULL)));
    struct timespec past = {1, 0};
    printf("timedjoin: %s\n", strerror(pthread_timedjoin_np(thread, NULL, &past)));
    sem_post(&go);
    void *result;
    printf("join: %d", pthread_join(thread, &result));
    printf(" %s\n", (char *)result);
    pthread_create(&thread, NULL, waits, NULL);
    printf("detach: %d\n", pthread_detach(thread));
    printf("detach again: %s\n", strerror(pthread_detach(thread)));
    printf("join detached: %s\n", strerror(pthread_join(thread, NULL)));
    sem_post(&go);
    return 0;
}
