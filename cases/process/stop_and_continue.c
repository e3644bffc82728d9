// A stopped child is reported with WUNTRACED, a continued one with WCONTINUED.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int status;
    int fds[2];
    char c;
    pipe(fds);
    pid_t child = fork();
    if (child == 0) {
        close(fds[1]);
        read(fds[0], &c, 1);
        _exit(3);
    }
    kill(child, SIGSTOP);
    pid_t got = waitpid(child, &status, WUNTRACED);
    printf("stopped: %d %d, signal %d\n", got == child, WIFSTOPPED(status), WSTOPSIG(status));
    kill(child, SIGCONT);
    got = waitpid(child, &status, WCONTINUED);
    printf("continued: %d %d\n", got == child, WIFCONTINUED(status));
    close(fds[1]);
    got = waitpid(child, &status, 0);
    printf("exited: %d %d\n", got == child, WEXITSTATUS(status));
    return 0;
}
