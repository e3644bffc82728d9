// A blocked signal is pending once, however often it was sent; the handler runs when it is unblocked.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile int count;

static void on_signal(int signal) {
    count += signal == SIGUSR1;
}

int main(void) {
    struct sigaction action;
    sigset_t set, pending;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    printf("at once: %d\n", count);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (int i = 0; i < 5; i++) {
        kill(getpid(), SIGUSR1);
    }
    sigpending(&pending);
    printf("blocked: %d, pending %d\n", count, sigismember(&pending, SIGUSR1));
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    printf("unblocked: %d\n", count);
    signal(SIGUSR1, SIG_IGN);
    raise(SIGUSR1);
    printf("ignored: %d\n", count);
    return 0;
}
