// A repeating ITIMER_REAL whose signal is blocked is pending once; it goes on when the signal is taken.
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <unistd.h>

static volatile int alarms;

static void count(int signal) {
    (void)signal;
    alarms++;
}

int main(void) {
    struct itimerval timer = {{0, 5000}, {0, 5000}};
    sigset_t set;
    signal(SIGALRM, count);
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
    usleep(50000);
    sigset_t unblocked;
    sigemptyset(&unblocked);
    sigsuspend(&unblocked);
    printf("once: %d\n", alarms);
    sigsuspend(&unblocked);
    printf("again: %d\n", alarms);
    return 0;
}
