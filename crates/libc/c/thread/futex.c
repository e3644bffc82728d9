#include <vitrine/cancel.h>
#include <vitrine/thread.h>

enum { FUTEX_WAIT = 0, FUTEX_WAKE = 1, FUTEX_WAIT_BITSET = 9, FUTEX_PRIVATE = 128, FUTEX_CLOCK_REALTIME = 256 };

long __futex_wait(int *word, int value, int shared) {
    return __syscall4(SYS_futex, word, shared ? FUTEX_WAIT : FUTEX_WAIT | FUTEX_PRIVATE, value, 0);
}

static int timed_operation(clockid_t clock, int shared) {
    return FUTEX_WAIT_BITSET | (shared ? 0 : FUTEX_PRIVATE) | (clock == CLOCK_REALTIME ? FUTEX_CLOCK_REALTIME : 0);
}

long __futex_wait_until(int *word, int value, clockid_t clock, const struct timespec *until, int shared) {
    if (until && until->tv_sec < 0) {
        return -ETIMEDOUT;
    }
    return __syscall6(SYS_futex, word, timed_operation(clock, shared), value, until, 0, -1);
}

long __futex_wait_cancelled(int *word, int value, clockid_t clock, const struct timespec *until, int shared) {
    if (__libc_single_threaded || (until && until->tv_sec < 0)) {
        return __futex_wait_until(word, value, clock, until, shared);
    }
    return __cancelled_call(SYS_futex, (long)word, timed_operation(clock, shared), value, (long)until, 0, -1);
}

void __futex_wake(int *word, int count, int shared) {
    __syscall3(SYS_futex, word, shared ? FUTEX_WAKE : FUTEX_WAKE | FUTEX_PRIVATE, count);
}
