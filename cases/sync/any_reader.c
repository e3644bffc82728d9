// Two readers wait at a pipe for one byte: either may get it; the other one reads the end.
// outcomes: seeds=64 runs=200
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int fds[2], status, winner = 0;
    pipe(fds);
    for (int i = 1; i <= 2; i++) {
        if (fork() == 0) {
            char byte;
            close(fds[1]);
            _exit(read(fds[0], &byte, 1) == 1 ? i : 0);
        }
    }
    write(fds[1], "x", 1);
    close(fds[1]);
    while (wait(&status) > 0) {
        winner += WEXITSTATUS(status);
    }
    printf("reader %d\n", winner);
    return 0;
}
