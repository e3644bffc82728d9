// sigqueue(3): real-time signals keep their values and their order; kill(2) has si_code SI_USER.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void show(int signal, siginfo_t *info, void *context) {
    (void)context;
    printf("%s: code %d, own pid %d, uid %d, value %d\n", signal == SIGUSR1 ? "USR1" : "RT", info->si_code,
           info->si_pid == getpid(), info->si_uid == getuid(), info->si_code == SI_QUEUE ? info->si_value.sival_int : 0);
}

int main(void) {
    struct sigaction action = {0};
    sigset_t set;
    union sigval value;
    action.sa_sigaction = show;
    action.sa_flags = SA_SIGINFO;
    sigfillset(&action.sa_mask);
    sigaction(SIGRTMIN + 3, &action, NULL);
    sigaction(SIGUSR1, &action, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 3);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (int i = 1; i <= 4; i++) {
        value.sival_int = i * 11;
        sigqueue(getpid(), SIGRTMIN + 3, value);
    }
    kill(getpid(), SIGRTMIN + 3);
    value.sival_int = 99;
    sigqueue(getpid(), SIGUSR1, value);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    kill(getpid(), SIGUSR1);
    raise(SIGUSR1);
    return 0;
}
