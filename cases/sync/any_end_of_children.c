// Two children end; wait(2) tells of either first.
// outcomes: seeds=64 runs=200
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int go[2], status;
    char byte;
    pipe(go);
    for (int i = 1; i <= 2; i++) {
        if (fork() == 0) {
            close(go[1]);
            read(go[0], &byte, 1);
            _exit(i);
        }
    }
    close(go[0]);
    close(go[1]);
    while (wait(&status) > 0) {
        printf("%d", WEXITSTATUS(status));
    }
    printf("\n");
    return 0;
}
