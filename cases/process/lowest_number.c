// The lowest free descriptor is used again, by open, dup, pipe and accept alike; closing twice is EBADF.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int fds[2], pair[2];
    for (int i = 0; i < 5; i++) {
        printf("%d ", open("/dev/null", O_RDONLY));
    }
    close(4);
    close(6);
    pipe(fds);
    printf("pipe %d %d ", fds[0], fds[1]);
    close(3);
    printf("dup %d ", dup(1));
    close(5);
    close(0);
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    printf("pair %d %d ", pair[0], pair[1]);
    printf("F_DUPFD from 9: %d\n", fcntl(1, F_DUPFD, 9));
    int first = close(9), second = close(9);
    printf("close %d, again %d %s\n", first, second, strerror(errno));
    fflush(stdout);
    if (fork() == 0) {
        close(4);
        printf("the child's next %d\n", open("/dev/null", O_RDONLY));
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    printf("the parent's next %d\n", open("/dev/null", O_RDONLY));
    return 0;
}
