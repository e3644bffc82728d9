// tcgetpgrp(3), tcsetpgrp(3): the foreground group; groups of other sessions and of nobody are refused; ENOTTY for a pipe.
// mode: tty
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void told(const char *what, int result) {
    printf("%s: %d %s\n", what, result, result < 0 ? strerror(errno) : "");
    fflush(stdout);
}

int main(void) {
    int fds[2], status;
    signal(SIGTTOU, SIG_IGN);
    printf("mine at first: %d\n", tcgetpgrp(0) == getpgrp());
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        pause();
    }
    setpgid(child, child);
    told("to the child's group", tcsetpgrp(0, child));
    printf("it is: %d\n", tcgetpgrp(0) == child);
    told("back", tcsetpgrp(0, getpgrp()));
    told("a group that is not there", tcsetpgrp(0, 9999));
    told("negative", tcsetpgrp(0, -5));
    pipe(fds);
    told("a pipe", tcgetpgrp(fds[0]));
    told("set a pipe's", tcsetpgrp(fds[0], getpgrp()));
    told("not open", tcgetpgrp(99));
    pid_t far = fork();
    if (far == 0) {
        setsid();
        told("of another session", tcgetpgrp(0));
        _exit(0);
    }
    waitpid(far, &status, 0);
    kill(child, SIGKILL);
    wait(&status);
    return 0;
}
