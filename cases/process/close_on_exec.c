// Close-on-exec by open, pipe2, dup3, socket, fcntl and F_DUPFD_CLOEXEC; dup and dup2 clear it; close_range sets it.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void show(const char *when) {
    printf("%s:", when);
    for (int fd = 3; fd < 24; fd++) {
        int flags = fcntl(fd, F_GETFD);
        if (flags >= 0) {
            printf(" %d%s", fd, flags & FD_CLOEXEC ? "c" : "");
        }
    }
    printf("\n");
    fflush(stdout);
}

int main(int argc, char **argv) {
    int fds[2];
    if (argc > 1) {
        show("after execve");
        return 0;
    }
    open("/dev/null", O_RDONLY);
    int marked = open("/dev/null", O_RDONLY | O_CLOEXEC);
    pipe2(fds, O_CLOEXEC);
    pipe(fds);
    socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    dup(marked);
    dup2(marked, 12);
    dup3(marked, 13, O_CLOEXEC);
    fcntl(marked, F_DUPFD, 14);
    fcntl(marked, F_DUPFD_CLOEXEC, 14);
    int kept = dup(marked);
    fcntl(kept, F_SETFD, FD_CLOEXEC);
    int result = dup3(marked, marked, 0);
    printf("dup3 onto itself: %d %s\n", result, strerror(errno));
    printf("dup2 onto itself: %d\n", dup2(marked, marked));
    show("before");
    execl(argv[0], argv[0], "again", NULL);
    return 1;
}
