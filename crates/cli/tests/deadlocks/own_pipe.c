// A reader that has forgotten to close its own write end.
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int ends[2];
    char letter;
    pipe(ends);
    if (fork() == 0) {
        close(ends[0]);
        write(ends[1], "x", 1);
        _exit(0);
    }
    wait(NULL);
    while (read(ends[0], &letter, 1) > 0) {
    }
    return 0;
}
