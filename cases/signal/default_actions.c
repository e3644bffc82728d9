// The default action of each standard signal: signal(7).
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    for (int signal = 1; signal < 32; signal++) {
        int status = 0;
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            setpgid(0, 0);
            raise(signal);
            _exit(0);
        }
        waitpid(child, &status, WUNTRACED);
        if (WIFSTOPPED(status)) {
            printf("%2d stops (%d)\n", signal, WSTOPSIG(status) == signal);
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
        } else if (WIFSIGNALED(status)) {
            printf("%2d terminates (%d)\n", signal, WTERMSIG(status) == signal);
        } else {
            printf("%2d is ignored\n", signal);
        }
    }
    return 0;
}
