#include <time.h>
#include <vitrine/cancel.h>

// glibc sleeps on the monotonic-like relative clock_nanosleep.
int nanosleep(const struct timespec *wanted, struct timespec *left) {
    return (int)__syscall_result(__cancel_call4(SYS_clock_nanosleep, CLOCK_REALTIME, 0, wanted, left));
}

// Answers the error itself, not through errno.
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted, struct timespec *left) {
    return (int)-__cancel_call4(SYS_clock_nanosleep, clock, flags, wanted, left);
}
