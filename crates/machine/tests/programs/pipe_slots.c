#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <unistd.h>

static char buffer[200000];

static void put(int fd, size_t count) {
    errno = 0;
    long done = write(fd, buffer, count);
    printf("write %zu: %ld %s\n", count, done, done < 0 ? strerror(errno) : "");
}
static void get(int fd, size_t count) {
    errno = 0;
    long done = read(fd, buffer, count);
    printf("read %zu: %ld %s\n", count, done, done < 0 ? strerror(errno) : "");
}
static void queued(int fd) {
    int bytes = -1;
    ioctl(fd, FIONREAD, &bytes);
    printf("queued %d\n", bytes);
}
static void open_pipe(int *ends) {
    if (pipe2(ends, O_NONBLOCK) < 0) perror("pipe2");
}

int main(void) {
    setvbuf(stdout, 0, _IONBF, 0);
    int p[2];
    open_pipe(p);
    get(p[0], 10);
    for (int i = 0; i < 15; i++) write(p[1], buffer, 4096);
    put(p[1], 1);
    put(p[1], 8192);
    put(p[1], 4095);
    put(p[1], 1);
    queued(p[0]);
    get(p[0], 4095);
    put(p[1], 1);
    get(p[0], 1);
    put(p[1], 4096);
    put(p[1], 1);
    queued(p[0]);
    get(p[0], 100000);
    close(p[0]), close(p[1]);

    open_pipe(p);
    put(p[1], 3000);
    put(p[1], 3000);
    put(p[1], 1096);
    queued(p[0]);
    put(p[1], 200000);
    queued(p[0]);
    get(p[0], 200000);
    close(p[0]), close(p[1]);

    open_pipe(p);
    put(p[1], 100000);
    get(p[0], 4096);
    put(p[1], 5000);
    get(p[0], 5000);
    put(p[1], 5000);
    queued(p[0]);
    printf("shrink: %d\n", fcntl(p[1], F_SETPIPE_SZ, 4096));
    printf("%s\n", strerror(errno));
    get(p[0], 65536);
    printf("shrink: %d\n", fcntl(p[1], F_SETPIPE_SZ, 4096));
    put(p[1], 5000);
    put(p[1], 1);
    printf("grow: %d\n", fcntl(p[1], F_SETPIPE_SZ, 8192));
    put(p[1], 5000);
    close(p[0]);
    signal(SIGPIPE, SIG_IGN);
    put(p[1], 1);
    put(p[1], 0);
    close(p[1]);

    open_pipe(p);
    struct iovec parts[3] = {{buffer, 10}, {(void *)8, 10}, {buffer, 10}};
    errno = 0;
    printf("writev: %zd ", writev(p[1], parts, 3));
    printf("%s\n", strerror(errno));
    queued(p[0]);
    put(p[1], 5000);
    struct iovec into[3] = {{buffer, 10}, {(void *)8, 10}, {buffer, 10}};
    errno = 0;
    printf("readv: %zd ", readv(p[0], into, 3));
    printf("%s\n", strerror(errno));
    queued(p[0]);
    into[0].iov_len = 4096;
    errno = 0;
    printf("readv: %zd ", readv(p[0], into, 3));
    printf("%s\n", strerror(errno));
    queued(p[0]);
    errno = 0;
    printf("readv: %zd ", readv(p[0], into, 2000));
    printf("%s\n", strerror(errno));
    errno = 0;
    printf("writev on the read end: %zd ", writev(p[0], into, 1));
    printf("%s\n", strerror(errno));
    errno = 0;
    printf("read(-1 bytes): %zd ", read(p[0], buffer, -1));
    printf("%s\n", strerror(errno));
    close(p[1]);
    get(p[0], 10000);
    get(p[0], 10);
    signal(SIGPIPE, SIG_DFL);
    open_pipe(p);
    close(p[0]);
    put(p[1], 1);
    puts("not reached");
}
