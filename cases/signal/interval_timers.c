// setitimer(2): what getitimer(2) says, repeating expirations, disarming, errors.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static volatile int alarms;

static void count(int signal) {
    (void)signal;
    alarms++;
}

int main(void) {
    struct itimerval timer = {{0, 10000}, {0, 10000}};
    struct itimerval old;
    sigset_t none;
    signal(SIGALRM, count);
    printf("set %d\n", setitimer(ITIMER_REAL, &timer, NULL));
    getitimer(ITIMER_REAL, &old);
    printf("interval %ld us, left %d\n", (long)old.it_interval.tv_usec, old.it_value.tv_usec > 0 && old.it_value.tv_usec <= 10000);
    sigemptyset(&none);
    while (alarms < 3) {
        sigsuspend(&none);
    }
    memset(&timer, 0, sizeof timer);
    setitimer(ITIMER_REAL, &timer, &old);
    printf("expired 3 times, was armed %d\n", old.it_value.tv_usec > 0);
    int before = alarms;
    usleep(30000);
    printf("disarmed: %d more\n", alarms - before);
    timer.it_value.tv_usec = 1000000;
    printf("bad time: %d", setitimer(ITIMER_REAL, &timer, NULL));
    printf(" %s\n", strerror(errno));
    printf("bad timer: %d", setitimer(3, &old, NULL));
    printf(" %s\n", strerror(errno));
    alarm(50);
    printf("alarm left: %u\n", alarm(0));
    return 0;
}
