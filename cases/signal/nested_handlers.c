// Two unblocked signals at once: the second handler interrupts the first before its first instruction.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void handler(int signal) {
    printf("%s begins\n", signal == SIGUSR1 ? "USR1" : "USR2");
    printf("%s ends\n", signal == SIGUSR1 ? "USR1" : "USR2");
}

static void nodefer(int signal) {
    static int depth;
    depth++;
    printf("depth %d\n", depth);
    if (depth < 3) {
        raise(signal);
    }
    printf("leaving %d\n", depth);
    depth--;
}

int main(void) {
    struct sigaction action = {0};
    sigset_t set;
    action.sa_handler = handler;
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGUSR2);
    raise(SIGUSR1);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    printf("with sa_mask\n");
    action.sa_mask = set;
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGUSR2);
    raise(SIGUSR1);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    printf("with SA_NODEFER\n");
    action.sa_handler = nodefer;
    action.sa_flags = SA_NODEFER;
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, NULL);
    raise(SIGTERM);
    return 0;
}
