// A duplicate of a write end keeps the pipe open; descriptors are reused lowest first.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    int fds[2];
    char c;
    pipe(fds);
    int copy = dup(fds[1]);
    printf("%d %d %d\n", fds[0], fds[1], copy);
    close(fds[1]);
    write(copy, "x", 1);
    ssize_t n = read(fds[0], &c, 1);
    printf("%zd %c\n", n, c);
    int reused = dup(fds[0]);
    printf("reused %d\n", reused);
    close(copy);
    n = read(fds[0], &c, 1);
    printf("end %zd\n", n);
    return 0;
}
