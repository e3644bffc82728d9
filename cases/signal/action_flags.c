// SA_NODEFER, SA_RESETHAND, sa_mask: what is blocked while a handler runs, and what it is afterwards.
#include <signal.h>
#include <stdio.h>
#include <string.h>

static int depth, sent;
static const char *title;

static int blocked(int signal) {
    sigset_t now;
    sigprocmask(SIG_BLOCK, NULL, &now);
    return sigismember(&now, signal);
}

static void handler(int signal) {
    struct sigaction now;
    depth++;
    sigaction(signal, NULL, &now);
    printf("%s: depth %d, USR1 blocked %d, USR2 blocked %d, handler %s\n", title, depth, blocked(SIGUSR1),
           blocked(SIGUSR2), now.sa_handler == SIG_DFL ? "default" : "set");
    if (!sent++ && strcmp(title, "SA_RESETHAND") != 0) {
        raise(signal);
        printf("%s: back from raise at depth %d\n", title, depth);
    }
    depth--;
}

static void tries(const char *name, int flags, int masks) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    if (masks) {
        sigaddset(&action.sa_mask, masks);
    }
    title = name;
    sent = 0;
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    printf("%s: afterwards USR1 blocked %d, USR2 blocked %d\n", title, blocked(SIGUSR1), blocked(SIGUSR2));
}

int main(void) {
    tries("plain", 0, 0);
    tries("SA_NODEFER", SA_NODEFER, 0);
    tries("SA_NODEFER, itself in the mask", SA_NODEFER, SIGUSR1);
    tries("mask", 0, SIGUSR2);
    tries("SA_RESETHAND", SA_RESETHAND, 0);
    return 0;
}
