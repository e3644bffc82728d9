// Making and naming sockets: socket(7).
#include <sys/socket.h>
#include <vitrine/cancel.h>

int socket(int domain, int kind, int protocol) {
    return (int)__syscall_result(__syscall3(SYS_socket, domain, kind, protocol));
}

int socketpair(int domain, int kind, int protocol, int fds[2]) {
    return (int)__syscall_result(__syscall4(SYS_socketpair, domain, kind, protocol, fds));
}

int bind(int fd, const struct sockaddr *address, socklen_t size) {
    return (int)__syscall_result(__syscall3(SYS_bind, fd, address, size));
}

int listen(int fd, int backlog) {
    return (int)__syscall_result(__syscall2(SYS_listen, fd, backlog));
}

int accept(int fd, struct sockaddr *restrict address, socklen_t *restrict size) {
    return (int)__syscall_result(__cancel_call3(SYS_accept, fd, address, size));
}

int accept4(int fd, struct sockaddr *restrict address, socklen_t *restrict size, int flags) {
    return (int)__syscall_result(__cancel_call4(SYS_accept4, fd, address, size, flags));
}

int connect(int fd, const struct sockaddr *address, socklen_t size) {
    return (int)__syscall_result(__cancel_call3(SYS_connect, fd, address, size));
}

int getsockname(int fd, struct sockaddr *restrict address, socklen_t *restrict size) {
    return (int)__syscall_result(__syscall3(SYS_getsockname, fd, address, size));
}

int getpeername(int fd, struct sockaddr *restrict address, socklen_t *restrict size) {
    return (int)__syscall_result(__syscall3(SYS_getpeername, fd, address, size));
}

int getsockopt(int fd, int level, int name, void *restrict value, socklen_t *restrict size) {
    return (int)__syscall_result(__syscall5(SYS_getsockopt, fd, level, name, value, size));
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t size) {
    return (int)__syscall_result(__syscall5(SYS_setsockopt, fd, level, name, value, size));
}

int shutdown(int fd, int how) {
    return (int)__syscall_result(__syscall2(SYS_shutdown, fd, how));
}
