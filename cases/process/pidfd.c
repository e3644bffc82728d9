// Processes as descriptors: pidfd_open, CLONE_PIDFD, waitid(P_PIDFD), pidfd_send_signal, poll at the end.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void told(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "");
}

int main(void) {
    siginfo_t info;
    pid_t child = fork();
    if (child == 0) {
        pause();
    }
    int fd = syscall(SYS_pidfd_open, child, 0);
    printf("pidfd_open: %d, close-on-exec %d\n", fd, fcntl(fd, F_GETFD));
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    told("poll while it runs", poll(&ready, 1, 0));
    told("signal 0", syscall(SYS_pidfd_send_signal, fd, 0, NULL, 0));
    told("flags", syscall(SYS_pidfd_send_signal, fd, SIGTERM, NULL, 77));
    told("waitid, WNOHANG", waitid((idtype_t)3, fd, &info, WEXITED | WNOHANG));
    told("SIGTERM", syscall(SYS_pidfd_send_signal, fd, SIGTERM, NULL, 0));
    told("poll at its end", poll(&ready, 1, 5000));
    printf("POLLIN %d\n", ready.revents & POLLIN);
    told("waitid", waitid((idtype_t)3, fd, &info, WEXITED));
    printf("killed %d by %d\n", info.si_code == CLD_KILLED, info.si_status);
    told("signal after it", syscall(SYS_pidfd_send_signal, fd, 0, NULL, 0));
    told("waitid after it", waitid((idtype_t)3, fd, &info, WEXITED));
    told("read", read(fd, &info, 1));
    close(fd);
    int from_clone = -1;
    child = syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, NULL, &from_clone, NULL, NULL);
    if (child == 0) {
        _exit(7);
    }
    told("waitid of CLONE_PIDFD's", waitid((idtype_t)3, from_clone, &info, WEXITED));
    printf("status %d, the child %d\n", info.si_status, info.si_pid == child);
    told("pidfd_open of nobody", syscall(SYS_pidfd_open, 9999, 0));
    told("pidfd_open of 0", syscall(SYS_pidfd_open, 0, 0));
    told("pidfd_open with flags", syscall(SYS_pidfd_open, getpid(), 77));
    told("waitid of a file", waitid((idtype_t)3, 1, &info, WEXITED));
    return 0;
}
