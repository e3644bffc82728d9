// Writing without a reader: SIGPIPE ends the program, or EPIPE if the signal is ignored.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int fds[2];
    int status;
    pipe(fds);
    close(fds[0]);
    if (fork() == 0) {
        write(fds[1], "x", 1);
        _exit(0);
    }
    wait(&status);
    printf("signaled %d: %s\n", WIFSIGNALED(status), strsignal(WTERMSIG(status)));
    signal(SIGPIPE, SIG_IGN);
    ssize_t n = write(fds[1], "x", 1);
    printf("ignored: %zd %s\n", n, strerror(errno));
    n = write(fds[1], "x", 0);
    printf("nothing: %zd\n", n);
    return 0;
}
