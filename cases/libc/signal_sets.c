// Sets of signals, the mask and what is pending.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void show(const char *name, const sigset_t *set) {
    printf("%s:", name);
    for (int i = 1; i < NSIG; i++) {
        if (sigismember(set, i) == 1) {
            printf(" %d", i);
        }
    }
    printf("\n");
}

static volatile sig_atomic_t seen;
static void count(int signal) {
    seen = seen * 100 + signal;
}

int main(void) {
    sigset_t set, old, pending;
    sigemptyset(&set);
    show("empty", &set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGRTMIN);
    sigaddset(&set, SIGRTMAX);
    show("three", &set);
    sigdelset(&set, SIGRTMIN);
    show("two", &set);
    sigfillset(&set);
    show("full", &set);
    printf("bad: %d", sigaddset(&set, 0));
    printf(" %d", sigdelset(&set, NSIG));
    printf(" %d %s\n", sigismember(&set, -1), strerror(errno));
    signal(SIGUSR1, count);
    signal(SIGUSR2, count);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    printf("block %d\n", sigprocmask(SIG_BLOCK, &set, &old));
    show("old", &old);
    raise(SIGUSR2);
    raise(SIGUSR1);
    raise(SIGUSR1);
    sigpending(&pending);
    show("pending", &pending);
    printf("seen %d\n", seen);
    sigprocmask(SIG_SETMASK, &old, NULL);
    printf("seen %d\n", seen);
    printf("bad how: %d", sigprocmask(99, &set, NULL));
    printf(" %s\n", strerror(errno));
    sigprocmask(99, NULL, &old);
    show("asked only", &old);
    struct sigaction action;
    printf("bad signal: %d", sigaction(SIGKILL, &(struct sigaction){.sa_handler = count}, NULL));
    printf(" %s, asking is fine: %d\n", strerror(errno), sigaction(SIGKILL, NULL, &action));
    printf("RT: %d %d\n", SIGRTMIN, SIGRTMAX);
    return 0;
}
