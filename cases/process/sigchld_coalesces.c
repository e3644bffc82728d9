// Five children end while SIGCHLD is blocked: the handler runs once, five zombies wait.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int runs;

static void on_child(int signal) {
    (void)signal;
    runs++;
}

int main(void) {
    sigset_t set;
    signal(SIGCHLD, on_child);
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (int i = 0; i < 5; i++) {
        pid_t child = fork();
        if (child == 0) {
            _exit(i);
        }
        siginfo_t info;
        waitid(P_PID, child, &info, WEXITED | WNOWAIT);
    }
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    int zombies = 0;
    while (waitpid(-1, NULL, WNOHANG) > 0) {
        zombies++;
    }
    printf("handler ran %d time, %d zombies\n", runs, zombies);
    return 0;
}
