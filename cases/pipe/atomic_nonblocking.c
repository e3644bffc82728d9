// Up to PIPE_BUF bytes go in as a whole or not at all; more go in as far as they fit.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char bytes[65536];

static void show(int fd, size_t size) {
    ssize_t n = write(fd, bytes, size);
    printf("write %zu: %zd %s\n", size, n, n < 0 ? strerror(errno) : "-");
}

int main(void) {
    int fds[2];
    pipe(fds);
    fcntl(fds[1], F_SETFL, O_NONBLOCK);
    show(fds[1], 15 * 4096);
    show(fds[1], 1);
    show(fds[1], 4096);
    show(fds[1], 8192);
    show(fds[1], 4095);
    show(fds[1], 1);
    read(fds[0], bytes, 2 * 4096);
    show(fds[1], 20000);
    show(fds[1], 1);
    return 0;
}
