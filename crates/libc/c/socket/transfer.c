// Sending and receiving.
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <vitrine/cancel.h>

ssize_t sendto(int fd, const void *bytes, size_t size, int flags, const struct sockaddr *to, socklen_t to_size) {
    return __syscall_result(__cancel_call6(SYS_sendto, fd, bytes, size, flags, to, to_size));
}

ssize_t send(int fd, const void *bytes, size_t size, int flags) {
    return sendto(fd, bytes, size, flags, NULL, 0);
}

ssize_t recvfrom(int fd, void *restrict bytes, size_t size, int flags, struct sockaddr *restrict from,
                 socklen_t *restrict from_size) {
    return __syscall_result(__cancel_call6(SYS_recvfrom, fd, bytes, size, flags, from, from_size));
}

ssize_t recv(int fd, void *bytes, size_t size, int flags) {
    return recvfrom(fd, bytes, size, flags, NULL, NULL);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    return __syscall_result(__cancel_call3(SYS_sendmsg, fd, message, flags));
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
    return __syscall_result(__cancel_call3(SYS_recvmsg, fd, message, flags));
}

int sendmmsg(int fd, struct mmsghdr *messages, unsigned int count, int flags) {
    return (int)__syscall_result(__cancel_call4(SYS_sendmmsg, fd, messages, count, flags));
}

int recvmmsg(int fd, struct mmsghdr *messages, unsigned int count, int flags, struct timespec *timeout) {
    return (int)__syscall_result(__cancel_call5(SYS_recvmmsg, fd, messages, count, flags, timeout));
}

int sockatmark(int fd) {
    int mark;
    return ioctl(fd, SIOCATMARK, &mark) < 0 ? -1 : mark;
}
