// The child reads from a pipe whose write end only it has itself.
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int ends[2];
    char byte;
    pipe(ends);
    if (fork() == 0) {
        read(ends[0], &byte, 1);
        return 0;
    }
    close(ends[1]);
    wait(0);
    return 0;
}
