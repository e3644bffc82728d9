// More calls that SA_RESTART does not restart: select, pselect, ppoll, epoll_wait, clock_nanosleep, sigwaitinfo.
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void handler(int signal) {
    (void)signal;
}

static void soon(void) {
    pid_t to = getpid();
    if (fork() == 0) {
        usleep(30000);
        kill(to, SIGUSR1);
        _exit(0);
    }
}

static void told(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, strerror(errno));
    errno = 0;
    wait(NULL);
}

int main(void) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    struct timespec limit = {10, 0}, left = {0, 0};
    struct timeval limit_us = {10, 0};
    struct epoll_event event;
    sigset_t set;
    int interest = epoll_create1(0);
    sigaction(SIGUSR1, &action, NULL);
    soon();
    told("select", select(0, NULL, NULL, NULL, &limit_us));
    soon();
    told("pselect", pselect(0, NULL, NULL, NULL, &limit, NULL));
    printf("its time limit is still %ld s\n", (long)limit.tv_sec);
    soon();
    told("ppoll", ppoll(NULL, 0, &limit, NULL));
    soon();
    told("epoll_wait", epoll_wait(interest, &event, 1, 10000));
    soon();
    int result = clock_nanosleep(CLOCK_MONOTONIC, 0, &limit, &left);
    printf("clock_nanosleep answers %s; %ld s left\n", strerror(result), (long)left.tv_sec);
    wait(NULL);
    left.tv_sec = 77;
    clock_gettime(CLOCK_MONOTONIC, &limit);
    limit.tv_sec += 10;
    soon();
    result = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &limit, &left);
    printf("absolute: %s; what is left is not said: %ld\n", strerror(result), (long)left.tv_sec);
    wait(NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    soon();
    told("sigwaitinfo", sigwaitinfo(&set, NULL));
    return 0;
}
