// A signal or broadcast without a waiter is lost; one signal wakes one; the state is what must be looked at.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static int waiting, through, tickets;

static void *waits(void *argument) {
    pthread_mutex_lock(&mutex);
    waiting++;
    while (tickets == 0) {
        pthread_cond_wait(&cond, &mutex);
    }
    tickets--;
    through++;
    pthread_mutex_unlock(&mutex);
    return argument;
}

int main(void) {
    pthread_t threads[3];
    struct timespec until;
    pthread_cond_signal(&cond);
    pthread_cond_broadcast(&cond);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += until.tv_nsec >= 970000000;
    until.tv_nsec = (until.tv_nsec + 30000000) % 1000000000;
    pthread_mutex_lock(&mutex);
    printf("signalled before: %s\n", strerror(pthread_cond_timedwait(&cond, &mutex, &until)));
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < 3; i++) {
        pthread_create(&threads[i], NULL, waits, NULL);
    }
    for (int seen = 0; seen < 3;) {
        usleep(1000);
        pthread_mutex_lock(&mutex);
        seen = waiting;
        pthread_mutex_unlock(&mutex);
    }
    for (int i = 1; i <= 3; i++) {
        pthread_mutex_lock(&mutex);
        tickets++;
        pthread_cond_signal(&cond);
        pthread_mutex_unlock(&mutex);
        usleep(40000);
        pthread_mutex_lock(&mutex);
        printf("after signal %d: %d through\n", i, through);
        pthread_mutex_unlock(&mutex);
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    return 0;
}
