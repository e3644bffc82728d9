// Semaphores: counting, refusing, timing out, and ping-pong between two threads.
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static sem_t ping, pong;

static void *plays(void *argument) {
    for (int i = 0; i < 3; i++) {
        sem_wait(&ping);
        printf("ping %d\n", i);
        sem_post(&pong);
    }
    return argument;
}

int main(void) {
    sem_t semaphore;
    int value;
    printf("init %d\n", sem_init(&semaphore, 0, 2));
    printf("too large: %d", sem_init(&ping, 0, (unsigned)SEM_VALUE_MAX + 1));
    printf(" %s\n", strerror(errno));
    printf("%d ", sem_wait(&semaphore));
    printf("%d ", sem_trywait(&semaphore));
    printf("%d", sem_trywait(&semaphore));
    printf(" %s\n", strerror(errno));
    struct timespec past = {1, 0}, bad = {1, -5};
    printf("%d", sem_timedwait(&semaphore, &past));
    printf(" %s\n", strerror(errno));
    printf("%d", sem_timedwait(&semaphore, &bad));
    printf(" %s\n", strerror(errno));
    sem_post(&semaphore);
    sem_post(&semaphore);
    sem_getvalue(&semaphore, &value);
    printf("value %d, ", value);
    printf("timedwait %d\n", sem_timedwait(&semaphore, &past));
    sem_destroy(&semaphore);
    pthread_t thread;
    sem_init(&ping, 0, 0);
    sem_init(&pong, 0, 0);
    pthread_create(&thread, NULL, plays, NULL);
    for (int i = 0; i < 3; i++) {
        sem_post(&ping);
        sem_wait(&pong);
        printf("pong %d\n", i);
    }
    pthread_join(thread, NULL);
    return 0;
}
