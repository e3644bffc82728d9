// Clocks.
#include <sys/time.h>
#include <time.h>
#include <vitrine/syscall.h>

int clock_gettime(clockid_t clock, struct timespec *now) {
    return (int)__syscall_result(__syscall2(SYS_clock_gettime, clock, now));
}

int clock_settime(clockid_t clock, const struct timespec *now) {
    return (int)__syscall_result(__syscall2(SYS_clock_settime, clock, now));
}

int clock_getres(clockid_t clock, struct timespec *resolution) {
    return (int)__syscall_result(__syscall2(SYS_clock_getres, clock, resolution));
}

int gettimeofday(struct timeval *now, void *zone) {
    (void)zone;
    struct timespec precise;
    if (clock_gettime(CLOCK_REALTIME, &precise) < 0) {
        return -1;
    }
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
    return 0;
}

int settimeofday(const struct timeval *now, const struct timezone *zone) {
    (void)zone;
    struct timespec precise = {now->tv_sec, now->tv_usec * 1000};
    return clock_settime(CLOCK_REALTIME, &precise);
}

time_t time(time_t *now) {
    struct timespec precise = {0, 0};
    clock_gettime(CLOCK_REALTIME, &precise);
    if (now) {
        *now = precise.tv_sec;
    }
    return precise.tv_sec;
}

clock_t clock(void) {
    struct timespec used;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) < 0) {
        return -1;
    }
    return used.tv_sec * CLOCKS_PER_SEC + used.tv_nsec / 1000;
}

int timespec_get(struct timespec *now, int base) {
    return base == TIME_UTC && clock_gettime(CLOCK_REALTIME, now) == 0 ? base : 0;
}

double difftime(time_t later, time_t earlier) {
    return (double)(later - earlier);
}

int stime(const time_t *when) {
    struct timespec precise = {*when, 0};
    return clock_settime(CLOCK_REALTIME, &precise);
}

// linux/time.h: the clock of a process is made from its number. Answers the error itself.
int clock_getcpuclockid(pid_t pid, clockid_t *clock) {
    clockid_t wanted = pid == 0 ? CLOCK_PROCESS_CPUTIME_ID : ~pid << 3 | 2;
    struct timespec resolution;
    if (__syscall2(SYS_clock_getres, wanted, &resolution) < 0) {
        return ESRCH;
    }
    *clock = wanted;
    return 0;
}
