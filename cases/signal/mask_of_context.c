// A handler changes uc_sigmask: that is the mask after its return.
#include <signal.h>
#include <stdio.h>
#include <ucontext.h>

static void handler(int signal, siginfo_t *info, void *context) {
    ucontext_t *user = context;
    (void)info;
    printf("signal %d: SIGUSR2 in the saved mask %d, SIGUSR1 %d\n", signal, sigismember(&user->uc_sigmask, SIGUSR2),
           sigismember(&user->uc_sigmask, SIGUSR1));
    sigdelset(&user->uc_sigmask, SIGUSR2);
    sigaddset(&user->uc_sigmask, SIGHUP);
}

int main(void) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    sigprocmask(SIG_BLOCK, NULL, &set);
    printf("afterwards: SIGUSR1 %d, SIGUSR2 %d, SIGHUP %d\n", sigismember(&set, SIGUSR1), sigismember(&set, SIGUSR2),
           sigismember(&set, SIGHUP));
    return 0;
}
