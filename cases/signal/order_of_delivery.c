// Pending signals of all kinds are taken by number, standard ones first; equal real-time signals in order of sending.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static int count, order[32], value[32];

static void handler(int signal, siginfo_t *info, void *context) {
    (void)context;
    order[count] = signal;
    value[count++] = info->si_code == SI_QUEUE ? info->si_value.sival_int : -1;
}

int main(void) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
    int sent[] = {SIGTERM, SIGUSR2, SIGUSR1, SIGINT, SIGHUP};
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    sigfillset(&action.sa_mask);
    sigprocmask(SIG_SETMASK, &all, NULL);
    for (int i = 0; i < 5; i++) {
        sigaction(sent[i], &action, NULL);
    }
    for (int i = 0; i < 3; i++) {
        sigaction(SIGRTMIN + i, &action, NULL);
    }
    for (int i = 2; i >= 0; i--) {
        sigqueue(getpid(), SIGRTMIN + i, (union sigval){.sival_int = 10 * i});
        sigqueue(getpid(), SIGRTMIN + i, (union sigval){.sival_int = 10 * i + 1});
    }
    for (int i = 0; i < 5; i++) {
        kill(getpid(), sent[i]);
        kill(getpid(), sent[i]);
    }
    sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 5});
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int i = 0; i < count; i++) {
        if (order[i] >= SIGRTMIN) {
            printf("SIGRTMIN+%d with %d\n", order[i] - SIGRTMIN, value[i]);
        } else {
            printf("signal %d\n", order[i]);
        }
    }
    return 0;
}
