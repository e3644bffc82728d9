// After fork either process may write first.
// outcomes: seeds=100 runs=200
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int ready[2];
    char byte;
    pipe(ready);
    pid_t child = fork();
    if (child == 0) {
        write(ready[1], "x", 1);
        write(1, "c", 1);
        _exit(0);
    }
    read(ready[0], &byte, 1);
    write(1, "p", 1);
    wait(NULL);
    write(1, "\n", 1);
    return 0;
}
