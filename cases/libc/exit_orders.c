// atexit functions run in reverse, stdio is flushed after them, _exit skips both.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void first(void) {
    printf("first\n");
}

static void second(void) {
    printf("second\n");
}

int main(void) {
    for (int how = 0; how < 2; how++) {
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            atexit(first);
            atexit(second);
            printf("child %d\n", how);
            if (how == 0) {
                exit(3);
            }
            _exit(4);
        }
        int status;
        waitpid(child, &status, 0);
        printf("status %d\n", WEXITSTATUS(status));
    }
    return 0;
}
