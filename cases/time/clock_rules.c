// clock_getres(2), clock_gettime(2), clock_nanosleep(2): which clocks there are, and which can be slept on.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static void tries(const char *name, clockid_t clock) {
    struct timespec resolution = {9, 9}, now, nothing = {0, 0};
    int has = clock_gettime(clock, &now), resolves = clock_getres(clock, &resolution);
    printf("%s: gettime %d, resolution %s, sleep: %s\n", name, has,
           resolves < 0                                                 ? "none"
           : resolution.tv_sec == 0 && resolution.tv_nsec == 1          ? "1 ns"
           : resolution.tv_sec == 0 && resolution.tv_nsec % 1000000 == 0 ? "a tick"
                                                                         : "?",
           strerror(clock_nanosleep(clock, 0, &nothing, NULL)));
}

int main(void) {
    tries("REALTIME", CLOCK_REALTIME);
    tries("MONOTONIC", CLOCK_MONOTONIC);
    tries("PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID);
    tries("THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID);
    tries("MONOTONIC_RAW", CLOCK_MONOTONIC_RAW);
    tries("REALTIME_COARSE", CLOCK_REALTIME_COARSE);
    tries("MONOTONIC_COARSE", CLOCK_MONOTONIC_COARSE);
    tries("BOOTTIME", CLOCK_BOOTTIME);
    tries("clock 99", 99);
    struct timespec wrong = {0, 1000000000};
    printf("10^9 ns: %s\n", strerror(clock_nanosleep(CLOCK_MONOTONIC, 0, &wrong, NULL)));
    wrong = (struct timespec){-1, 0};
    printf("negative: %s\n", strerror(clock_nanosleep(CLOCK_MONOTONIC, 0, &wrong, NULL)));
    wrong = (struct timespec){0, 0};
    printf("a time long ago: %s\n", strerror(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &wrong, NULL)));
    return 0;
}
