// sigtimedwait(2): EAGAIN after the time, at once for zero, EINVAL; a pending signal is taken, not handled.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int handled;

static void handler(int signal) {
    (void)signal;
    handled++;
}

int main(void) {
    struct timespec time = {0, 20000000}, none = {0, 0}, wrong = {0, 1000000000}, before, after;
    siginfo_t info;
    sigset_t set;
    signal(SIGUSR1, handler);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &set, NULL);
    clock_gettime(CLOCK_MONOTONIC, &before);
    int result = sigtimedwait(&set, &info, &time);
    printf("20 ms: %d %s\n", result, strerror(errno));
    clock_gettime(CLOCK_MONOTONIC, &after);
    long passed = (after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000;
    printf("at least 19 ms passed: %d\n", passed >= 19);
    result = sigtimedwait(&set, &info, &none);
    printf("zero: %d %s\n", result, strerror(errno));
    result = sigtimedwait(&set, &info, &wrong);
    printf("10^9 ns: %d %s\n", result, strerror(errno));
    kill(getpid(), SIGUSR1);
    result = sigtimedwait(&set, &info, &none);
    printf("pending: %s, from me %d, handled %d\n", result == SIGUSR1 ? "SIGUSR1" : "?", info.si_pid == getpid(), handled);
    sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 3});
    kill(getpid(), SIGUSR1);
    result = sigtimedwait(&set, &info, NULL);
    printf("both: first %s\n", result == SIGUSR1 ? "SIGUSR1" : "SIGRTMIN");
    result = sigwaitinfo(&set, &info);
    printf("then %s with %d\n", result == SIGRTMIN ? "SIGRTMIN" : "?", info.si_value.sival_int);
    kill(getpid(), SIGUSR1);
    int signal_number = 0;
    result = sigwait(&set, &signal_number);
    printf("sigwait: %d, SIGUSR1 %d, handled %d\n", result, signal_number == SIGUSR1, handled);
    return 0;
}
