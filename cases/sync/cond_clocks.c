// Condition variables on CLOCK_MONOTONIC and CLOCK_REALTIME: attributes, refused clocks, times that have passed.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void waits(const char *what, pthread_cond_t *cond, clockid_t clock, long add_ms) {
    struct timespec until, before, after;
    clock_gettime(clock, &until);
    clock_gettime(CLOCK_MONOTONIC, &before);
    long ns = until.tv_nsec + add_ms * 1000000;
    until.tv_sec += ns / 1000000000;
    until.tv_nsec = ns % 1000000000;
    pthread_mutex_lock(&mutex);
    int result = pthread_cond_timedwait(cond, &mutex, &until);
    clock_gettime(CLOCK_MONOTONIC, &after);
    long passed = (after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000;
    printf("%s: %s, waited long enough %d, mutex held %d\n", what, strerror(result), passed >= add_ms - 1,
           pthread_mutex_trylock(&mutex) == EBUSY);
    pthread_mutex_unlock(&mutex);
}

int main(void) {
    pthread_condattr_t attributes;
    pthread_cond_t monotonic, realtime = PTHREAD_COND_INITIALIZER;
    clockid_t clock;
    pthread_condattr_init(&attributes);
    pthread_condattr_getclock(&attributes, &clock);
    printf("default: realtime %d\n", clock == CLOCK_REALTIME);
    printf("set monotonic: %s\n", strerror(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)));
    printf("set cpu time: %s\n", strerror(pthread_condattr_setclock(&attributes, CLOCK_PROCESS_CPUTIME_ID)));
    pthread_condattr_getclock(&attributes, &clock);
    printf("kept: monotonic %d\n", clock == CLOCK_MONOTONIC);
    pthread_cond_init(&monotonic, &attributes);
    waits("monotonic, 20 ms", &monotonic, CLOCK_MONOTONIC, 20);
    waits("realtime, 20 ms", &realtime, CLOCK_REALTIME, 20);
    waits("realtime, now", &realtime, CLOCK_REALTIME, 0);
    struct timespec wrong = {0, 1000000000};
    pthread_mutex_lock(&mutex);
    printf("a wrong time: %s\n", strerror(pthread_cond_timedwait(&realtime, &mutex, &wrong)));
    clock_gettime(CLOCK_MONOTONIC, &wrong);
    printf("clockwait: %s\n", strerror(pthread_cond_clockwait(&realtime, &mutex, CLOCK_MONOTONIC, &wrong)));
    pthread_mutex_unlock(&mutex);
    printf("destroy: %d\n", pthread_cond_destroy(&monotonic));
    return 0;
}
