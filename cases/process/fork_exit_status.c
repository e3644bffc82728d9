// The status of a child reaches its parent: only the low eight bits of an exit code do.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int codes[] = {0, 1, 127, 128, 255, 256, 257, 1000, -1};
    for (int i = 0; i < 9; i++) {
        pid_t child = fork();
        if (child == 0) {
            _exit(codes[i]);
        }
        int status;
        pid_t got = waitpid(child, &status, 0);
        printf("exit(%d): same child %d, exited %d, status %d, raw %#x\n", codes[i], got == child, WIFEXITED(status),
               WEXITSTATUS(status), status);
    }
    return 300;
}
