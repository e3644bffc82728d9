// The monotonic clock moves on by at least what was slept; wrong times are refused.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static long now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void show(const char *what, int result) {
    printf("%s: %d %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

int main(void) {
    struct timespec wait = {0, 20000000};
    struct timespec wrong = {0, 1000000000};
    struct timespec negative = {-1, 0};
    struct timespec t;
    long before = now_us();
    show("nanosleep", nanosleep(&wait, NULL));
    long after = now_us();
    printf("slept long enough %d, not much too long %d\n", after - before >= 20000, after - before < 2000000);
    show("usleep", usleep(1000));
    show("too many nanoseconds", nanosleep(&wrong, NULL));
    show("negative", nanosleep(&negative, NULL));
    show("an unknown clock", clock_gettime(99, &t));
    show("resolution", clock_getres(CLOCK_MONOTONIC, &t));
    printf("%ld s %ld ns\n", (long)t.tv_sec, t.tv_nsec);
    int never_back = 1;
    for (int i = 0; i < 1000; i++) {
        long later = now_us();
        never_back &= later >= after;
        after = later;
    }
    printf("never goes back: %d\n", never_back);
    printf("time agrees with the clock: %d\n", (clock_gettime(CLOCK_REALTIME, &t), time(NULL) - t.tv_sec) <= 1);
    return 0;
}
