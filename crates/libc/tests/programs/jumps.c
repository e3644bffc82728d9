// setjmp, longjmp, sigsetjmp, handlers, alarms, abort.
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static jmp_buf place;
static sigjmp_buf signal_place;
static volatile sig_atomic_t caught;

static void dive(int depth, double x) {
    if (depth == 0) {
        longjmp(place, 5);
    }
    dive(depth - 1, x * 1.5);
}

static void on_signal(int signal) {
    caught = caught * 100 + signal;
}

static void leave(int signal) {
    siglongjmp(signal_place, signal);
}

int main(void) {
    double kept = 2.25;
    volatile int passes = 0;
    int value = setjmp(place);
    passes++;
    if (value == 0) {
        dive(10, kept);
    }
    printf("%d %d %g\n", value, passes, kept);
    signal(SIGUSR1, on_signal);
    raise(SIGUSR1);
    sigset_t block, old, pending;
    sigemptyset(&block);
    sigaddset(&block, SIGUSR1);
    sigprocmask(SIG_BLOCK, &block, &old);
    raise(SIGUSR1);
    sigpending(&pending);
    printf("%d %d\n", caught, sigismember(&pending, SIGUSR1));
    sigprocmask(SIG_SETMASK, &old, NULL);
    printf("%d\n", caught);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = leave;
    sigaction(SIGALRM, &action, NULL);
    int jumped = sigsetjmp(signal_place, 1);
    if (jumped == 0) {
        raise(SIGALRM);
    }
    sigprocmask(SIG_SETMASK, NULL, &old);
    printf("%d %d\n", jumped, sigismember(&old, SIGALRM));
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_IGN);
        abort();
    }
    int status;
    waitpid(child, &status, 0);
    printf("%d %d\n", WIFSIGNALED(status), WTERMSIG(status));
    return 0;
}
