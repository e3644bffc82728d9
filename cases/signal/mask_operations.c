// sigprocmask(2): block, unblock, set; SIGKILL and SIGSTOP cannot be blocked; errors leave the mask.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static void show(const char *what) {
    sigset_t now;
    sigprocmask(SIG_BLOCK, NULL, &now);
    printf("%s:", what);
    for (int signal = 1; signal < 32; signal++) {
        if (sigismember(&now, signal)) {
            printf(" %d", signal);
        }
    }
    printf("\n");
}

int main(void) {
    sigset_t set, old;
    show("at first");
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    show("two blocked");
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_UNBLOCK, &set, &old);
    show("one unblocked");
    printf("old had SIGTERM: %d\n", sigismember(&old, SIGTERM));
    sigfillset(&set);
    sigprocmask(SIG_SETMASK, &set, NULL);
    show("all");
    printf("SIGKILL %d, SIGSTOP %d\n", sigismember(&set, SIGKILL), sigismember(&set, SIGSTOP));
    sigemptyset(&set);
    int result = sigprocmask(77, &set, NULL);
    printf("how 77: %d %s\n", result, strerror(errno));
    printf("how 77 without a set: %d\n", sigprocmask(77, NULL, &old));
    printf("sigaddset 0: %d %s\n", sigaddset(&set, 0), strerror(errno));
    printf("sigaddset 65: %d, sigismember 65: %d, sigdelset 64: %d\n", sigaddset(&set, 65), sigismember(&set, 65),
           sigdelset(&set, 64));
    sigprocmask(SIG_SETMASK, &set, NULL);
    show("none");
    return 0;
}
