// SIGPIPE: ends the writer, or write(2) says EPIPE if it is ignored, handled or blocked; then it is pending for the thread.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void handler(int signal) {
    (void)signal;
    write(1, "SIGPIPE handled\n", 16);
}

int main(void) {
    int fds[2], status;
    sigset_t set;
    pipe(fds);
    close(fds[0]);
    if (fork() == 0) {
        write(fds[1], "x", 1);
        _exit(0);
    }
    wait(&status);
    printf("default: signal %d\n", WTERMSIG(status));
    fflush(stdout);
    signal(SIGPIPE, handler);
    int result = write(fds[1], "x", 1);
    printf("handled: %d %s\n", result, strerror(errno));
    signal(SIGPIPE, SIG_IGN);
    result = write(fds[1], "x", 1);
    printf("ignored: %d %s\n", result, strerror(errno));
    result = write(fds[1], "", 0);
    printf("nothing written: %d\n", result);
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_DFL);
    result = write(fds[1], "x", 1);
    printf("blocked: %d %s\n", result, strerror(errno));
    sigpending(&set);
    printf("pending: %d\n", sigismember(&set, SIGPIPE));
    return 0;
}
