// signal(2) as glibc has it: restarting, not reset; its answers; siginterrupt(3); what cannot be handled.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static void first(int signal) {
    (void)signal;
}

static void second(int signal) {
    (void)signal;
}

static const char *name(void (*handler)(int)) {
    return handler == SIG_DFL   ? "SIG_DFL"
           : handler == SIG_IGN ? "SIG_IGN"
           : handler == SIG_ERR ? "SIG_ERR"
           : handler == first   ? "first"
                                : "second";
}

static void flags(const char *when) {
    struct sigaction now;
    sigaction(SIGUSR1, NULL, &now);
    printf("%s: SA_RESTART %d, SA_RESETHAND %d, SA_NODEFER %d, itself in the mask %d\n", when,
           (now.sa_flags & SA_RESTART) != 0, (now.sa_flags & SA_RESETHAND) != 0, (now.sa_flags & SA_NODEFER) != 0,
           sigismember(&now.sa_mask, SIGUSR1));
}

int main(void) {
    printf("%s\n", name(signal(SIGUSR1, first)));
    printf("%s\n", name(signal(SIGUSR1, second)));
    flags("signal");
    printf("%s\n", name(signal(SIGUSR1, SIG_IGN)));
    printf("%s\n", name(signal(SIGUSR1, SIG_DFL)));
    int wrong[] = {SIGKILL, SIGSTOP, 0, SIGRTMAX + 1};
    for (int i = 0; i < 4; i++) {
        errno = 0;
        const char *answer = name(signal(wrong[i], i == 1 ? SIG_IGN : first));
        printf("%s %s\n", answer, strerror(errno));
    }
    printf("%s\n", name(signal(SIGRTMAX, first)));
    signal(SIGUSR1, first);
    siginterrupt(SIGUSR1, 1);
    flags("siginterrupt(1)");
    siginterrupt(SIGUSR1, 0);
    flags("siginterrupt(0)");
    return 0;
}
