// printf with a newline, then fork: once on a terminal, twice into a pipe.
// mode: both
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    printf("hello\n");
    fork();
    wait(NULL);
    return 0;
}
