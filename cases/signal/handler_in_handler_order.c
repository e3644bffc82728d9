// A handler that unblocks its own signal is interrupted by the one that waits; the outer one goes on afterwards.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile int depth, runs;

static void handler(int signal) {
    sigset_t set;
    int mine = ++runs;
    depth++;
    printf("run %d begins at depth %d\n", mine, depth);
    if (mine == 1) {
        kill(getpid(), signal);
        kill(getpid(), signal);
        printf("run 1 has sent two\n");
        sigemptyset(&set);
        sigaddset(&set, signal);
        sigprocmask(SIG_UNBLOCK, &set, NULL);
    }
    printf("run %d ends at depth %d\n", mine, depth);
    depth--;
}

int main(void) {
    signal(SIGUSR1, handler);
    raise(SIGUSR1);
    printf("runs %d\n", runs);
    return 0;
}
