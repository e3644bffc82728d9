// setitimer(2), alarm(2): what was left is answered; both are one timer; a real interval rearms; errors.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static volatile int count;

static void handler(int signal) {
    (void)signal;
    count++;
}

int main(void) {
    struct itimerval set = {{0, 0}, {100, 0}}, old, wrong = {{0, 0}, {0, 1000000}};
    signal(SIGALRM, handler);
    printf("alarm 50: %u\n", alarm(50));
    printf("setitimer over alarm: %d, ", setitimer(ITIMER_REAL, &set, &old));
    printf("left %d\n", old.it_value.tv_sec == 49 || old.it_value.tv_sec == 50);
    printf("alarm over setitimer: %d\n", alarm(0) >= 99);
    getitimer(ITIMER_REAL, &old);
    printf("disarmed: %d\n", old.it_value.tv_sec == 0 && old.it_value.tv_usec == 0);
    int result = setitimer(ITIMER_REAL, &wrong, NULL);
    printf("10^6 us: %d %s\n", result, strerror(errno));
    result = setitimer(9, &set, NULL);
    printf("timer 9: %d %s\n", result, strerror(errno));
    set = (struct itimerval){{0, 10000}, {0, 10000}};
    setitimer(ITIMER_REAL, &set, NULL);
    while (count < 3) {
        pause();
    }
    set.it_value.tv_usec = 0;
    setitimer(ITIMER_REAL, &set, &old);
    printf("three times; the interval was %ld us\n", (long)old.it_interval.tv_usec);
    ualarm(5000, 0);
    pause();
    printf("ualarm works: %d\n", count >= 4);
    return 0;
}
