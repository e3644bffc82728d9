// The program itself ends by SIGPIPE.
#include <stdio.h>
#include <unistd.h>

int main(void) {
    int fds[2];
    pipe(fds);
    close(fds[0]);
    printf("before\n");
    fflush(stdout);
    write(fds[1], "x", 1);
    printf("after\n");
    return 0;
}
