// wait and waitpid without anything to wait for, and with wrong arguments.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void show(const char *what, pid_t result) {
    printf("%s: %d %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

int main(void) {
    int status;
    show("wait without children", wait(&status));
    show("waitpid(-1)", waitpid(-1, &status, 0));
    show("waitpid of a stranger", waitpid(1, &status, 0));
    show("waitpid of nobody", waitpid(99999, &status, WNOHANG));
    show("waitpid of oneself", waitpid(getpid(), &status, 0));
    pid_t child = fork();
    if (child == 0) {
        _exit(0);
    }
    show("waitpid with a wrong option", waitpid(child, &status, 0x100000));
    pid_t got = waitpid(child, NULL, 0);
    printf("waitpid without a status: %d\n", got == child);
    show("waitpid a second time", waitpid(child, &status, 0));
    return 0;
}
