// riscv64 has pselect6 only.
#include <errno.h>
#include <stddef.h>
#include <sys/select.h>
#include <vitrine/cancel.h>

// Linux leaves in `timeout` what was not slept: select(2).
int select(int count, fd_set *restrict read, fd_set *restrict write, fd_set *restrict except,
           struct timeval *restrict timeout) {
    struct timespec left;
    if (timeout) {
        if (timeout->tv_sec < 0 || timeout->tv_usec < 0) {
            errno = EINVAL;
            return -1;
        }
        left.tv_sec = timeout->tv_sec + timeout->tv_usec / 1000000;
        left.tv_nsec = timeout->tv_usec % 1000000 * 1000;
    }
    long answer = __cancel_call6(SYS_pselect6, count, read, write, except, timeout ? &left : NULL, NULL);
    if (timeout) {
        timeout->tv_sec = left.tv_sec;
        timeout->tv_usec = left.tv_nsec / 1000;
    }
    return (int)__syscall_result(answer);
}

int pselect(int count, fd_set *restrict read, fd_set *restrict write, fd_set *restrict except,
            const struct timespec *restrict timeout, const sigset_t *restrict mask) {
    struct timespec copy;
    struct { const sigset_t *mask; size_t size; } signals = {mask, 8};
    if (timeout) {
        copy = *timeout;
    }
    return (int)__syscall_result(
        __cancel_call6(SYS_pselect6, count, read, write, except, timeout ? &copy : NULL, &signals));
}
