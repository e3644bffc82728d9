// sigaction(2): what cannot be set, and what old says.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static void handler(int signal) {
    (void)signal;
}

static void try(const char *what, int result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

int main(void) {
    struct sigaction action;
    struct sigaction old;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    try("SIGKILL", sigaction(SIGKILL, &action, NULL));
    try("SIGSTOP", sigaction(SIGSTOP, &action, NULL));
    try("read SIGKILL", sigaction(SIGKILL, NULL, &old));
    try("signal 0", sigaction(0, &action, NULL));
    try("signal 65", sigaction(65, &action, NULL));
    action.sa_flags = SA_RESTART | SA_NODEFER | SA_RESETHAND;
    sigaddset(&action.sa_mask, SIGKILL);
    sigaddset(&action.sa_mask, SIGUSR2);
    try("SIGUSR1", sigaction(SIGUSR1, &action, NULL));
    sigaction(SIGUSR1, NULL, &old);
    printf("handler %d, restart %d, nodefer %d, resethand %d, kill masked %d, usr2 masked %d\n", old.sa_handler == handler,
           !!(old.sa_flags & SA_RESTART), !!(old.sa_flags & SA_NODEFER), !!(old.sa_flags & (int)SA_RESETHAND),
           sigismember(&old.sa_mask, SIGKILL), sigismember(&old.sa_mask, SIGUSR2));
    raise(SIGUSR1);
    sigaction(SIGUSR1, NULL, &old);
    printf("after one: default %d\n", old.sa_handler == SIG_DFL);
    printf("signal() says %d\n", signal(SIGUSR2, SIG_IGN) == SIG_DFL);
    printf("signal() says %d\n", signal(SIGUSR2, handler) == SIG_IGN);
    return 0;
}
