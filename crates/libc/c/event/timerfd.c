#include <sys/timerfd.h>
#include <vitrine/syscall.h>

int timerfd_create(clockid_t clock, int flags) {
    return (int)__syscall_result(__syscall2(SYS_timerfd_create, clock, flags));
}

int timerfd_settime(int fd, int flags, const struct itimerspec *value, struct itimerspec *old) {
    return (int)__syscall_result(__syscall4(SYS_timerfd_settime, fd, flags, value, old));
}

int timerfd_gettime(int fd, struct itimerspec *value) {
    return (int)__syscall_result(__syscall2(SYS_timerfd_gettime, fd, value));
}
