// How a signal ends a child, as its parent sees it.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void segfault(void) {
    *(volatile int *)8 = 1;
}

static void trap(void) {
    raise(SIGTRAP);
}

static void terminate(void) {
    kill(getpid(), SIGTERM);
}

static void kill_hard(void) {
    kill(getpid(), SIGKILL);
}

int main(void) {
    void (*ways[])(void) = {segfault, abort, trap, terminate, kill_hard};
    for (int i = 0; i < 5; i++) {
        int status;
        pid_t child = fork();
        if (child == 0) {
            ways[i]();
            _exit(1);
        }
        waitpid(child, &status, 0);
        printf("exited %d, signaled %d, signal %d: %s\n", WIFEXITED(status), WIFSIGNALED(status), WTERMSIG(status),
               strsignal(WTERMSIG(status)));
    }
    return 0;
}
