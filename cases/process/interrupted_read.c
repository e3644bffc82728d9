// A signal interrupts a read that sleeps: EINTR, or the call is made again if the handler was set with SA_RESTART.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int runs;

static void on_signal(int signal) {
    (void)signal;
    runs++;
}

static void try(int flags) {
    struct sigaction action;
    int fds[2];
    char c = '?';
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = flags;
    sigaction(SIGUSR1, &action, NULL);
    pipe(fds);
    if (fork() == 0) {
        usleep(50000);
        kill(getppid(), SIGUSR1);
        usleep(50000);
        write(fds[1], "x", 1);
        _exit(0);
    }
    ssize_t n = read(fds[0], &c, 1);
    printf("%s: read %zd %s, handler ran %d\n", flags ? "restarting" : "plain", n, n < 0 ? strerror(errno) : "x", runs);
    while (wait(NULL) < 0 && errno == EINTR) {
    }
    close(fds[0]);
    close(fds[1]);
}

int main(void) {
    try(0);
    try(SA_RESTART);
    return 0;
}
