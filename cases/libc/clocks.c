// Clocks: order, resolutions, sleeping to an absolute time, what is refused.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long long in_ns(struct timespec t) {
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(void) {
    struct timespec before, after, wanted;
    clock_gettime(CLOCK_MONOTONIC, &before);
    wanted = before;
    wanted.tv_nsec += 20000000;
    if (wanted.tv_nsec >= 1000000000) {
        wanted.tv_sec++;
        wanted.tv_nsec -= 1000000000;
    }
    printf("absolute sleep %d", clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &wanted, NULL));
    clock_gettime(CLOCK_MONOTONIC, &after);
    printf(", late enough %d\n", in_ns(after) >= in_ns(wanted));
    printf("past: %d\n", clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &before, NULL));
    wanted.tv_nsec = 1000000000;
    printf("bad: %s, ", strerror(clock_nanosleep(CLOCK_MONOTONIC, 0, &wanted, NULL)));
    printf("%d", nanosleep(&wanted, NULL));
    printf(" %s\n", strerror(errno));
    printf("no clock: %d", clock_gettime(77, &before));
    printf(" %s\n", strerror(errno));
    printf("resolution %d", clock_getres(CLOCK_MONOTONIC, &wanted));
    printf(" %ld %ld\n", (long)wanted.tv_sec, wanted.tv_nsec);
    struct timeval now, later;
    gettimeofday(&now, NULL);
    usleep(2000);
    gettimeofday(&later, NULL);
    struct timeval difference;
    timersub(&later, &now, &difference);
    printf("usleep passed %d, time agrees %d\n", difference.tv_sec > 0 || difference.tv_usec >= 2000,
           time(NULL) - later.tv_sec <= 1);
    printf("cpu clock goes forward %d, difftime %.1f\n", clock() >= 0, difftime(10, 4));
    return 0;
}
