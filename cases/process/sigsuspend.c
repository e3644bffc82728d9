// sigsuspend opens the mask and sleeps in one step, and closes it again afterwards.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int got;

static void on_signal(int signal) {
    got = signal;
}

int main(void) {
    sigset_t block, open, now;
    signal(SIGUSR1, on_signal);
    sigemptyset(&block);
    sigaddset(&block, SIGUSR1);
    sigprocmask(SIG_BLOCK, &block, &open);
    if (fork() == 0) {
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    wait(NULL);
    printf("before: %d\n", got);
    int result = sigsuspend(&open);
    printf("sigsuspend: %d %s, got %d\n", result, strerror(errno), got);
    sigprocmask(SIG_BLOCK, NULL, &now);
    printf("blocked again: %d\n", sigismember(&now, SIGUSR1));
    return 0;
}
