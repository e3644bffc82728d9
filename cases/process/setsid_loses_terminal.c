// setsid(2) leaves the controlling terminal: /dev/tty is gone, tcgetpgrp fails.
// mode: tty
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int fd = open("/dev/tty", O_RDWR);
    printf("at first: %d\n", fd >= 0);
    fflush(stdout);
    if (fork() == 0) {
        setsid();
        printf("open %d", open("/dev/tty", O_RDWR));
        printf(" %s\n", strerror(errno));
        printf("tcgetpgrp %d", tcgetpgrp(0));
        printf(" %s\n", strerror(errno));
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    return 0;
}
