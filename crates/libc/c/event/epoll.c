#include <errno.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <vitrine/cancel.h>

int epoll_create1(int flags) {
    return (int)__syscall_result(__syscall1(SYS_epoll_create1, flags));
}

int epoll_create(int size) {
    if (size <= 0) {
        errno = EINVAL;
        return -1;
    }
    return epoll_create1(0);
}

int epoll_ctl(int epoll, int operation, int fd, struct epoll_event *event) {
    return (int)__syscall_result(__syscall4(SYS_epoll_ctl, epoll, operation, fd, event));
}

int epoll_pwait(int epoll, struct epoll_event *events, int count, int timeout_ms, const sigset_t *mask) {
    return (int)__syscall_result(__cancel_call6(SYS_epoll_pwait, epoll, events, count, timeout_ms, mask, 8));
}

int epoll_wait(int epoll, struct epoll_event *events, int count, int timeout_ms) {
    return epoll_pwait(epoll, events, count, timeout_ms, NULL);
}

int epoll_pwait2(int epoll, struct epoll_event *events, int count, const struct timespec *timeout,
                 const sigset_t *mask) {
    return (int)__syscall_result(__cancel_call6(SYS_epoll_pwait2, epoll, events, count, timeout, mask, 8));
}
