// The status words of wait(2): exit, signal, stop, continue; only low 8 bits of the exit status count.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int status;
    int codes[] = {0, 1, 255, 256, 257, -1};
    for (int i = 0; i < 6; i++) {
        if (fork() == 0) {
            _exit(codes[i]);
        }
        wait(&status);
        printf("exit(%d): %#x\n", codes[i], status);
    }
    int signals[] = {SIGTERM, SIGKILL, SIGABRT};
    for (int i = 0; i < 3; i++) {
        if (fork() == 0) {
            raise(signals[i]);
            pause();
        }
        wait(&status);
        printf("signal %d: %#x\n", signals[i], status);
    }
    pid_t child = fork();
    if (child == 0) {
        raise(SIGSTOP);
        _exit(9);
    }
    waitpid(child, &status, WUNTRACED);
    printf("stopped: %#x\n", status);
    printf("again: %d\n", waitpid(child, &status, WUNTRACED | WNOHANG));
    kill(child, SIGCONT);
    waitpid(child, &status, WCONTINUED);
    printf("continued: %#x\n", status);
    waitpid(child, &status, 0);
    printf("ended: %#x\n", status);
    return 0;
}
