// vfork(2): the parent sleeps until the child's end and sees what it wrote; the child's descriptors are its own.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int written;

int main(void) {
    int status, file = open("/dev/null", O_RDONLY);
    pid_t child = vfork();
    if (child == 0) {
        written = getpid() != 100 ? 7 : 0;
        close(file);
        _exit(3);
    }
    printf("written by the child: %d\n", written);
    printf("still open here: %d\n", fcntl(file, F_GETFD) >= 0);
    printf("a zombie already: %d\n", waitpid(child, &status, WNOHANG) == child);
    printf("status %d\n", WEXITSTATUS(status));
    return 0;
}
