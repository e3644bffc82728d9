// fcntl(F_SETLKW) finds the cycle itself: whoever would close it gets EDEADLK and backs off.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int set(int fd, int type, long byte) {
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
    return fcntl(fd, F_SETLKW, &lock) == 0 ? 0 : errno;
}

int main(void) {
    int fd = open("records", O_RDWR | O_CREAT, 0600), ready[2], go[2], status;
    char byte = 0;
    pipe(ready);
    pipe(go);
    set(fd, F_WRLCK, 0);
    if (fork() == 0) {
        set(fd, F_WRLCK, 1);
        write(ready[1], &byte, 1);
        printf("child: lock of byte 0: %s\n", strerror(set(fd, F_WRLCK, 0)));
        return 0;
    }
    read(ready[0], &byte, 1);
    usleep(40000);
    printf("parent: lock of byte 1: %s\n", strerror(set(fd, F_WRLCK, 1)));
    fflush(stdout);
    set(fd, F_UNLCK, 0);
    wait(&status);
    printf("parent: again: %s\n", strerror(set(fd, F_WRLCK, 1)));
    return 0;
}
