// waitpid(2) under a handler: SA_RESTART goes on waiting, without it EINTR.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int runs;

static void handler(int signal) {
    (void)signal;
    runs++;
}

static pid_t sends_then_exits(int code) {
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        usleep(20000);
        kill(parent, SIGUSR1);
        usleep(20000);
        _exit(code);
    }
    return child;
}

int main(void) {
    struct sigaction action = {0};
    int status = 0;
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, NULL);
    pid_t child = sends_then_exits(3);
    pid_t got = waitpid(child, &status, 0);
    printf("restarted: %d, status %d, handlers %d\n", got == child, WEXITSTATUS(status), runs);
    action.sa_flags = 0;
    sigaction(SIGUSR1, &action, NULL);
    child = sends_then_exits(4);
    got = waitpid(child, &status, 0);
    printf("interrupted: %d %s, handlers %d\n", (int)got, strerror(errno), runs);
    got = waitpid(child, &status, 0);
    printf("again: %d, status %d\n", got == child, WEXITSTATUS(status));
    return 0;
}
