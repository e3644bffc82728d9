// A pipe holds 65,536 bytes; a full one refuses more when it may not block, and has room again after a page was read.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char page[4096];

int main(void) {
    int fds[2];
    pipe(fds);
    fcntl(fds[1], F_SETFL, O_NONBLOCK);
    long total = 0;
    ssize_t n;
    while ((n = write(fds[1], page, sizeof page)) > 0) {
        total += n;
    }
    printf("held %ld, then %zd %s\n", total, n, strerror(errno));
    read(fds[0], page, 1);
    n = write(fds[1], page, 1);
    printf("after one byte read: %zd\n", n);
    read(fds[0], page, 4095);
    n = write(fds[1], page, 1);
    printf("after a page read: %zd\n", n);
    printf("size by fcntl: %d\n", fcntl(fds[0], F_GETPIPE_SZ));
    return 0;
}
