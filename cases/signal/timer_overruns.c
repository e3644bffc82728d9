// timer_create(2): expirations while the signal is pending count as overruns; SIGEV_NONE only counts down.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int main(void) {
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN, .sigev_value = {.sival_ptr = NULL}};
    struct sigevent quiet = {.sigev_notify = SIGEV_NONE};
    struct itimerspec often = {.it_value = {0, 10000000}, .it_interval = {0, 10000000}}, off = {0}, left;
    struct timespec none = {0, 0}, time = {0, 75000000};
    siginfo_t info;
    timer_t timer, silent;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &set, NULL);
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    timer_settime(timer, 0, &often, NULL);
    nanosleep(&time, NULL);
    timer_settime(timer, 0, &off, NULL);
    int result = sigtimedwait(&set, &info, &none);
    printf("one signal: %d\n", result == SIGRTMIN);
    int missed = timer_getoverrun(timer);
    printf("several overruns: %d, the same as in siginfo: %d\n", missed >= 5 && missed < 60, missed == info.si_overrun);
    result = sigtimedwait(&set, &info, &none);
    printf("no second: %d %s\n", result, strerror(errno));
    timer_create(CLOCK_REALTIME, &quiet, &silent);
    often.it_value.tv_sec = 100;
    timer_settime(silent, 0, &often, NULL);
    timer_gettime(silent, &left);
    printf("silent: %ld s, every %ld ms\n", (long)left.it_value.tv_sec, left.it_interval.tv_nsec / 1000000);
    printf("delete: %d\n", timer_delete(silent));
    result = timer_delete(silent);
    printf("again: %d %s\n", result, strerror(errno));
    return 0;
}
