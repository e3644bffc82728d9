// fork in a loop: three rounds make eight processes. Each tells by its exit status how many are below it.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int status;
    int below = 0;
    pid_t first = getpid();
    for (int i = 0; i < 3; i++) {
        if (fork() == 0) {
            below = 0;
        }
    }
    while (wait(&status) > 0) {
        below += 1 + WEXITSTATUS(status);
    }
    if (getpid() == first) {
        printf("%d processes below the first\n", below);
    }
    return below;
}
