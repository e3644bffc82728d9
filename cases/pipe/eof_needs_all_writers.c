// A reader sees the end only when every write end is closed, the one that a child inherited included.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int fds[2];
    int go[2];
    char c;
    pipe(fds);
    pipe(go);
    pid_t child = fork();
    if (child == 0) {
        close(go[1]);
        read(go[0], &c, 1);
        return 0;
    }
    close(fds[1]);
    fcntl(fds[0], F_SETFL, O_NONBLOCK);
    ssize_t n = read(fds[0], &c, 1);
    printf("the child has a write end: %zd %s\n", n, strerror(errno));
    close(go[1]);
    waitpid(child, NULL, 0);
    n = read(fds[0], &c, 1);
    printf("the child has ended: %zd\n", n);
    return 0;
}
