// Semaphores: EINVAL and EOVERFLOW, sem_getvalue with waiters, EAGAIN, ETIMEDOUT, posts that are kept.
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static sem_t semaphore;

static void told(const char *what, int result) {
    int value = -99;
    int number = errno;
    sem_getvalue(&semaphore, &value);
    printf("%s: %d %s, value %d\n", what, result, result < 0 ? strerror(number) : "", value);
}

static void *waits(void *argument) {
    sem_wait(&semaphore);
    return argument;
}

int main(void) {
    pthread_t threads[2];
    struct timespec until = {0, 0}, wrong = {0, -1};
    told("init too large", sem_init(&semaphore, 0, (unsigned)INT_MAX + 1));
    told("init 2", sem_init(&semaphore, 0, 2));
    told("wait", sem_wait(&semaphore));
    told("trywait", sem_trywait(&semaphore));
    told("trywait", sem_trywait(&semaphore));
    told("timedwait in the past", sem_timedwait(&semaphore, &until));
    told("timedwait, wrong time", sem_timedwait(&semaphore, &wrong));
    told("post", sem_post(&semaphore));
    told("timedwait, wrong time, but there is one", sem_timedwait(&semaphore, &wrong));
    pthread_create(&threads[0], NULL, waits, NULL);
    pthread_create(&threads[1], NULL, waits, NULL);
    usleep(40000);
    told("two wait", 0);
    sem_post(&semaphore);
    sem_post(&semaphore);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    told("both through", 0);
    sem_init(&semaphore, 0, INT_MAX);
    told("post at the limit", sem_post(&semaphore));
    told("destroy", sem_destroy(&semaphore));
    return 0;
}
