// clock_gettime(2): CPU-time clocks grow with work and not with sleep; unknown clocks; settime is root's.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static long ms(clockid_t clock) {
    struct timespec now;
    if (clock_gettime(clock, &now) < 0) {
        return -1;
    }
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int main(void) {
    struct timespec time = {1, 0};
    long before = ms(CLOCK_PROCESS_CPUTIME_ID);
    usleep(100000);
    printf("sleeping counts %d\n", ms(CLOCK_PROCESS_CPUTIME_ID) - before >= 90);
    before = ms(CLOCK_THREAD_CPUTIME_ID);
    while (ms(CLOCK_THREAD_CPUTIME_ID) - before < 20) {
    }
    printf("process at least the thread %d\n", ms(CLOCK_PROCESS_CPUTIME_ID) >= 20);
    printf("unknown: %ld", ms(77));
    printf(" %s\n", strerror(errno));
    printf("settime: %d", clock_settime(CLOCK_REALTIME, &time));
    printf(" %s\n", strerror(errno));
    return 0;
}
