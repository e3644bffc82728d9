// A process whose parent ends is given to pid 1.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int gone[2];
    int told[2];
    char c;
    pipe(gone);
    pipe(told);
    if (fork() == 0) {
        if (fork() == 0) {
            close(gone[1]);
            close(told[0]);
            // End of file: the parent has ended, with it its copy of the write end.
            read(gone[0], &c, 1);
            dprintf(told[1], "%d", (int)getppid());
            _exit(0);
        }
        _exit(0);
    }
    wait(NULL);
    close(gone[1]);
    close(told[1]);
    char text[20] = "";
    read(told[0], text, sizeof text - 1);
    printf("the orphan's parent is %s\n", text);
    return 0;
}
