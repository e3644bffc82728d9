// What stdio has not flushed is copied by fork: twice into a pipe, once on a terminal for whole lines.
// mode: both
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    printf("hello\n");
    printf("half");
    if (fork() == 0) {
        printf(" child\n");
        return 0;
    }
    wait(NULL);
    printf(" parent\n");
    return 0;
}
