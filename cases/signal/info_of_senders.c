// si_code and si_pid of kill, raise, tgkill, sigqueue, alarm, abort, SIGPIPE and a timer.
#define _GNU_SOURCE
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static siginfo_t last;
static sigjmp_buf back;

static void handler(int signal, siginfo_t *info, void *context) {
    (void)context;
    last = *info;
    if (signal == SIGABRT) {
        siglongjmp(back, 1);
    }
}

static void told(const char *what, int has_pid) {
    const char *code = "other";
    switch (last.si_code) {
    case SI_USER: code = "SI_USER"; break;
    case SI_TKILL: code = "SI_TKILL"; break;
    case SI_QUEUE: code = "SI_QUEUE"; break;
    case SI_KERNEL: code = "SI_KERNEL"; break;
    case SI_TIMER: code = "SI_TIMER"; break;
    }
    printf("%s: signal %d %s", what, last.si_signo, code);
    if (has_pid) {
        printf(", from %s, uid %s", last.si_pid == getpid() ? "myself" : "another", last.si_uid == getuid() ? "mine" : "?");
    }
    printf("\n");
    memset(&last, 0, sizeof last);
}

int main(void) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
    struct itimerval soon = {.it_value = {0, 1000}};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2, .sigev_value = {.sival_int = 99}};
    struct itimerspec nearly = {.it_value = {0, 1000000}};
    int signals[] = {SIGUSR1, SIGUSR2, SIGALRM, SIGABRT, SIGPIPE}, ends[2];
    timer_t timer;
    for (int i = 0; i < 5; i++) {
        sigaction(signals[i], &action, NULL);
    }
    kill(getpid(), SIGUSR1);
    told("kill", 1);
    raise(SIGUSR1);
    told("raise", 1);
    syscall(SYS_tgkill, getpid(), gettid(), SIGUSR1);
    told("tgkill", 1);
    sigqueue(getpid(), SIGUSR1, (union sigval){.sival_int = 42});
    printf("value %d, ", last.si_value.sival_int);
    told("sigqueue", 1);
    setitimer(ITIMER_REAL, &soon, NULL);
    pause();
    told("setitimer", 0);
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    timer_settime(timer, 0, &nearly, NULL);
    pause();
    printf("value %d, overrun %d, ", last.si_value.sival_int, last.si_overrun);
    told("timer", 0);
    if (sigsetjmp(back, 1) == 0) {
        abort();
    }
    told("abort", 1);
    pipe(ends);
    close(ends[0]);
    write(ends[1], "x", 1);
    told("SIGPIPE", 1);
    return 0;
}
