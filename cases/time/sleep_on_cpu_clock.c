// clock_nanosleep(2) on the process's CPU clock: another thread must compute for the time to pass.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static volatile int stop;

static void *computes(void *argument) {
    while (!stop) {
    }
    return argument;
}

static long ms(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int main(void) {
    pthread_t thread;
    struct timespec time = {0, 20000000};
    pthread_create(&thread, NULL, computes, NULL);
    long before = ms(CLOCK_PROCESS_CPUTIME_ID);
    int result = clock_nanosleep(CLOCK_PROCESS_CPUTIME_ID, 0, &time, NULL);
    long passed = ms(CLOCK_PROCESS_CPUTIME_ID) - before;
    printf("relative: %s, at least 19 ms of CPU time: %d\n", strerror(result), passed >= 19);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    time.tv_nsec += 10000000;
    if (time.tv_nsec >= 1000000000) {
        time.tv_nsec -= 1000000000;
        time.tv_sec++;
    }
    result = clock_nanosleep(CLOCK_PROCESS_CPUTIME_ID, TIMER_ABSTIME, &time, NULL);
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    printf("absolute: %s, reached: %d\n", strerror(result),
           now.tv_sec > time.tv_sec || (now.tv_sec == time.tv_sec && now.tv_nsec >= time.tv_nsec));
    stop = 1;
    pthread_join(thread, NULL);
    return 0;
}
