// Reads of eventfd, timerfd and signalfd go on with SA_RESTART and end with EINTR without.
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

static int handled;

static void handler(int signal) {
    (void)signal;
    handled++;
}

static void child(int writes, int signal_too) {
    pid_t to = getpid();
    if (fork() == 0) {
        uint64_t one = 1;
        usleep(30000);
        kill(to, SIGUSR1);
        usleep(30000);
        if (writes >= 0) {
            write(writes, &one, 8);
        }
        if (signal_too) {
            kill(to, SIGUSR2);
        }
        _exit(0);
    }
}

static void told(const char *what, long result) {
    printf("%s: %ld %s, %d handled\n", what, result, result < 0 ? strerror(errno) : "works", handled);
    wait(NULL);
}

int main(void) {
    struct sigaction action = {.sa_handler = handler};
    struct itimerspec soon = {.it_value = {0, 120000000}};
    struct signalfd_siginfo info;
    uint64_t count;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int event = eventfd(0, 0), timer = timerfd_create(CLOCK_MONOTONIC, 0), signals = signalfd(-1, &set, 0);
    for (int restart = 0; restart < 2; restart++) {
        printf("%s\n", restart ? "SA_RESTART" : "no SA_RESTART");
        action.sa_flags = restart ? SA_RESTART : 0;
        sigaction(SIGUSR1, &action, NULL);
        child(restart ? event : -1, 0);
        told("eventfd", read(event, &count, 8));
        timerfd_settime(timer, 0, &soon, NULL);
        child(-1, 0);
        told("timerfd", read(timer, &count, 8));
        child(-1, restart);
        told("signalfd", read(signals, &info, sizeof info));
    }
    return 0;
}
