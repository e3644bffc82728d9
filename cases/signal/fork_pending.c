// fork(2): the child inherits mask and handlers, but no pending signals, no alarm and no timers.
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    sigset_t set;
    struct itimerval timer;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGUSR1);
    alarm(100);
    if (fork() == 0) {
        sigpending(&set);
        printf("child: pending %d", sigismember(&set, SIGUSR1));
        sigprocmask(SIG_BLOCK, NULL, &set);
        getitimer(ITIMER_REAL, &timer);
        printf(", blocked %d, alarm %ld\n", sigismember(&set, SIGUSR1), (long)timer.it_value.tv_sec);
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    sigpending(&set);
    getitimer(ITIMER_REAL, &timer);
    printf("parent: pending %d, alarm %d\n", sigismember(&set, SIGUSR1), timer.it_value.tv_sec > 90);
    return 0;
}
