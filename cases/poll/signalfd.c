// Blocked signals are read as structures, the lowest number first; poll tells of them, and a sleeping reader is woken.
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    struct signalfd_siginfo info[4];
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGRTMIN + 2);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    sigdelset(&set, SIGCHLD);
    int fd = signalfd(-1, &set, SFD_NONBLOCK);
    struct pollfd polled = {fd, POLLIN, 0};
    ssize_t size = read(fd, info, sizeof info);
    printf("none: %zd %s\n", size, strerror(errno));
    size = read(fd, info, 10);
    printf("short: %zd %s\n", size, strerror(errno));
    union sigval value = {.sival_int = 77};
    sigqueue(getpid(), SIGRTMIN + 2, value);
    kill(getpid(), SIGUSR1);
    kill(getpid(), SIGUSR1);
    int count = poll(&polled, 1, 0);
    printf("polled: %d %#x\n", count, polled.revents);
    size = read(fd, info, sizeof info);
    printf("read: %d\n", (int)(size / (ssize_t)sizeof info[0]));
    for (int i = 0; i < (int)(size / (ssize_t)sizeof info[0]); i++) {
        printf("signal %u, code %d, pid %u, uid %u, int %d\n", info[i].ssi_signo, info[i].ssi_code, info[i].ssi_pid,
               info[i].ssi_uid, info[i].ssi_int);
    }
    count = poll(&polled, 1, 0);
    printf("polled: %d\n", count);
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    int other = signalfd(-1, &set, 0);
    printf("a pipe: %d\n", signalfd(0, &set, 0));
    if (fork() == 0) {
        usleep(20000);
        _exit(9);
    }
    size = read(other, info, sizeof info);
    printf("child: %u, code %d, pid %u, status %d\n", info[0].ssi_signo, info[0].ssi_code, info[0].ssi_pid,
           info[0].ssi_status);
    wait(NULL);
    return 0;
}
