// A writer that sleeps on a full pipe is woken when the last reader closes; what fitted counts as written.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char bytes[100000];

int main(void) {
    int fds[2];
    pipe(fds);
    signal(SIGPIPE, SIG_IGN);
    pid_t child = fork();
    if (child == 0) {
        close(fds[0]);
        ssize_t n = write(fds[1], bytes, sizeof bytes);
        printf("write: %zd %s\n", n, n < 0 ? strerror(errno) : "-");
        return 0;
    }
    close(fds[1]);
    usleep(50000);
    read(fds[0], bytes, 4096);
    usleep(50000);
    close(fds[0]);
    wait(NULL);
    return 0;
}
