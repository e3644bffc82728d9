// vfork: the parent waits until the child has called exec or _exit.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    volatile int shared = 1;
    int status;
    if (argc > 1) {
        printf("the new program\n");
        return 9;
    }
    printf("before\n");
    fflush(stdout);
    pid_t child = vfork();
    if (child == 0) {
        shared = 2;
        execl("/proc/self/exe", argv[0], "again", (char *)NULL);
        _exit(1);
    }
    printf("the child wrote %d\n", shared);
    waitpid(child, &status, 0);
    printf("it ended with %d\n", WEXITSTATUS(status));
    return 0;
}
