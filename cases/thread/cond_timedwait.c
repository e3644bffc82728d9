// pthread_cond_timedwait on both clocks, and who refuses what.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static void wait_on(const char *name, clockid_t clock) {
    pthread_condattr_t attributes;
    pthread_cond_t cond;
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    struct timespec before, until, after;
    clockid_t kept;
    pthread_condattr_init(&attributes);
    printf("%s: setclock %d, ", name, pthread_condattr_setclock(&attributes, clock));
    pthread_condattr_getclock(&attributes, &kept);
    pthread_cond_init(&cond, &attributes);
    pthread_mutex_lock(&mutex);
    clock_gettime(clock, &before);
    until = before;
    until.tv_nsec += 30000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    int answer = pthread_cond_timedwait(&cond, &mutex, &until);
    clock_gettime(clock, &after);
    long waited = (after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000;
    printf("kept %d, timedwait: %s, waited long enough: %d\n", kept == clock, strerror(answer), waited >= 29);
    until.tv_nsec = 1000000000;
    printf("  bad time: %s\n", strerror(pthread_cond_timedwait(&cond, &mutex, &until)));
    printf("  unlock %d, destroy %d\n", pthread_mutex_unlock(&mutex), pthread_cond_destroy(&cond));
}

int main(void) {
    pthread_condattr_t attributes;
    wait_on("realtime", CLOCK_REALTIME);
    wait_on("monotonic", CLOCK_MONOTONIC);
    pthread_condattr_init(&attributes);
    printf("bad clock: %s\n", strerror(pthread_condattr_setclock(&attributes, CLOCK_PROCESS_CPUTIME_ID)));
    return 0;
}
