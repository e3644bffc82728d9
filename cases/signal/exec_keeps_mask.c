// execve(2): mask and pending signals stay, handlers become default, ignored ones stay ignored.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void handler(int signal) {
    (void)signal;
}

int main(int argc, char **argv) {
    sigset_t set;
    struct sigaction action;
    if (argc > 1) {
        sigprocmask(SIG_BLOCK, NULL, &set);
        printf("masked: USR1 %d, USR2 %d\n", sigismember(&set, SIGUSR1), sigismember(&set, SIGUSR2));
        sigpending(&set);
        printf("pending: USR1 %d\n", sigismember(&set, SIGUSR1));
        sigaction(SIGTERM, NULL, &action);
        printf("TERM default %d\n", action.sa_handler == SIG_DFL);
        sigaction(SIGHUP, NULL, &action);
        printf("HUP ignored %d\n", action.sa_handler == SIG_IGN);
        return 0;
    }
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGUSR1);
    signal(SIGTERM, handler);
    signal(SIGHUP, SIG_IGN);
    char *again[] = {argv[0], "again", NULL};
    execv(argv[0], again);
    return 1;
}
