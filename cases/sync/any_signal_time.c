// A signal arrives before or after a process has done its work.
// outcomes: seeds=64 runs=200
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int done;

static void handler(int signal) {
    (void)signal;
    _exit(done ? 1 : 2);
}

int main(void) {
    int status, ready[2];
    char byte;
    pipe(ready);
    signal(SIGUSR1, handler);
    pid_t child = fork();
    if (child == 0) {
        write(ready[1], "x", 1);
        for (volatile int i = 0; i < 3000; i++) {
        }
        done = 1;
        pause();
    }
    read(ready[0], &byte, 1);
    kill(child, SIGUSR1);
    wait(&status);
    printf("%s\n", WEXITSTATUS(status) == 1 ? "after" : "before");
    return 0;
}
