// fork(2): the child inherits handlers and mask, but no alarm, no interval timer and no pending signals; timers stay behind.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void handler(int signal) {
    (void)signal;
}

static void show(const char *who, timer_t timer) {
    struct itimerval value;
    struct itimerspec rest;
    struct sigaction now;
    sigset_t mask, pending;
    getitimer(ITIMER_VIRTUAL, &value);
    sigaction(SIGUSR1, NULL, &now);
    sigprocmask(SIG_BLOCK, NULL, &mask);
    sigpending(&pending);
    int known = timer_gettime(timer, &rest);
    printf("%s: alarm %d, virtual timer %d, handler %d, blocked %d, pending %d, timer %s\n", who, alarm(0) > 0,
           value.it_value.tv_sec > 0, now.sa_handler == handler, sigismember(&mask, SIGUSR2),
           sigismember(&pending, SIGUSR2), known == 0 ? "known" : strerror(errno));
    fflush(stdout);
}

int main(void) {
    struct itimerval value = {.it_value = {50, 0}};
    timer_t timer;
    sigset_t set;
    signal(SIGUSR1, handler);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGUSR2);
    setitimer(ITIMER_VIRTUAL, &value, NULL);
    timer_create(CLOCK_MONOTONIC, NULL, &timer);
    alarm(100);
    if (fork() == 0) {
        show("child", timer);
        _exit(0);
    }
    wait(NULL);
    show("parent", timer);
    return 0;
}
