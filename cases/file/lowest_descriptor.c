// A new descriptor has the lowest free number; dup2 and dup3 take the one they are told.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void show(const char *what, int result) {
    printf("%s: %d %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

int main(void) {
    show("first", open("/dev/null", O_RDWR));
    show("second", open("/dev/null", O_RDWR));
    show("third", open("/dev/null", O_RDWR));
    show("close the first", close(3));
    show("again", open("/dev/null", O_RDONLY));
    close(0);
    show("descriptor 0 is free", open("/dev/null", O_RDONLY));
    show("dup2 to 20", dup2(3, 20));
    show("dup2 onto itself", dup2(20, 20));
    show("dup2 of a closed one", dup2(50, 20));
    show("dup2 of a closed one onto itself", dup2(50, 50));
    show("dup2 to -1", dup2(3, -1));
    show("dup2 to 100000", dup2(3, 100000));
    show("dup3 with O_CLOEXEC", dup3(3, 21, O_CLOEXEC));
    printf("flags %d %d\n", fcntl(20, F_GETFD), fcntl(21, F_GETFD));
    show("dup3 onto itself", dup3(3, 3, 0));
    show("dup3 with a wrong flag", dup3(3, 4, O_APPEND));
    show("F_DUPFD from 10", fcntl(3, F_DUPFD, 10));
    show("close twice", close(20));
    show("close twice", close(20));
    show("close -1", close(-1));
    return 0;
}
