// timer_create(2) and relatives, by number: value and code of the signal, one shot, intervals, absolute time, errors.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct spec {
    struct timespec interval;
    struct timespec value;
};

static volatile sig_atomic_t count;
static siginfo_t last;

static void note(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)context;
    last = *info;
    count++;
}

static void try(const char *what, long result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

int main(void) {
    struct sigaction action = {0};
    struct sigevent event;
    struct spec spec = {{0, 0}, {0, 10000000}};
    struct spec left;
    int id = -1;
    int other = -1;
    sigset_t set;
    action.sa_sigaction = note;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGALRM, &action, NULL);
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGUSR1;
    event.sigev_value.sival_int = 4711;
    try("create", syscall(SYS_timer_create, CLOCK_MONOTONIC, &event, &id));
    syscall(SYS_timer_gettime, id, &left);
    printf("new: %ld %ld\n", (long)left.value.tv_sec, left.value.tv_nsec);
    try("settime", syscall(SYS_timer_settime, id, 0, &spec, NULL));
    while (count == 0) {
        usleep(1000);
    }
    printf("one shot: code %d, value %d, overrun %d\n", last.si_code == SI_TIMER, last.si_value.sival_int, last.si_overrun);
    usleep(30000);
    printf("count %d\n", count);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    spec.interval.tv_nsec = 5000000;
    syscall(SYS_timer_settime, id, 0, &spec, NULL);
    usleep(60000);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    printf("blocked: one more %d, overruns many %d, told %d\n", count == 2, last.si_overrun > 3,
           last.si_overrun == syscall(SYS_timer_getoverrun, id));
    try("delete", syscall(SYS_timer_delete, id));
    try("delete again", syscall(SYS_timer_delete, id));
    try("gettime", syscall(SYS_timer_gettime, id, &left));
    try("default event", syscall(SYS_timer_create, CLOCK_REALTIME, NULL, &other));
    struct spec past = {{0, 0}, {1, 0}};
    try("absolute past", syscall(SYS_timer_settime, other, 1, &past, NULL));
    while (last.si_signo != SIGALRM) {
        usleep(1000);
    }
    printf("SIGALRM with the timer's number %d\n", last.si_value.sival_int == other);
    spec.value.tv_nsec = 1000000000;
    try("bad time", syscall(SYS_timer_settime, other, 0, &spec, NULL));
    try("bad clock", syscall(SYS_timer_create, 77, NULL, &id));
    event.sigev_notify = 9;
    try("bad notify", syscall(SYS_timer_create, CLOCK_MONOTONIC, &event, &id));
    event.sigev_notify = SIGEV_NONE;
    try("none", syscall(SYS_timer_create, CLOCK_MONOTONIC, &event, &id));
    return 0;
}
