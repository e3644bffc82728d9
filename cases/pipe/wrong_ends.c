// The ends of a pipe have one direction each, and no position.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void show(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

int main(void) {
    int fds[2];
    char c;
    struct stat status;
    show("pipe", pipe(fds));
    printf("numbers %d %d\n", fds[0], fds[1]);
    show("read the write end", read(fds[1], &c, 1));
    show("write the read end", write(fds[0], &c, 1));
    show("seek", lseek(fds[0], 0, SEEK_SET));
    show("truncate", ftruncate(fds[1], 0));
    fstat(fds[0], &status);
    printf("fifo %d, size %ld, mode %o\n", S_ISFIFO(status.st_mode), (long)status.st_size, status.st_mode & 0777);
    printf("flags %o %o\n", fcntl(fds[0], F_GETFL), fcntl(fds[1], F_GETFL));
    show("pipe2 with a wrong flag", pipe2(fds, O_APPEND));
    show("pipe2", pipe2(fds, O_CLOEXEC | O_NONBLOCK));
    printf("flags %o %d\n", fcntl(fds[0], F_GETFL), fcntl(fds[0], F_GETFD));
    return 0;
}
