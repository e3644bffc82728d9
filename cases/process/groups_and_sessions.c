// setpgid(2), setsid(2), getsid(2): rules and errors.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void try(const char *what, int result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

int main(void) {
    int fds[2];
    int status;
    char c;
    pipe(fds);
    printf("leader: group %d, session %d\n", getpgrp() == getpid(), getsid(0) == getpid());
    try("setsid of a leader", (int)setsid());
    try("setpgid of a session leader", setpgid(0, 0));
    try("negative group", setpgid(0, -1));
    try("no such process", setpgid(99999, 0));
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        close(fds[1]);
        printf("child: group of the parent %d\n", getpgrp() == getppid());
        printf("setsid: %d", setsid() == getpid());
        printf(", group %d, session %d\n", getpgrp() == getpid(), getsid(0) == getpid());
        fflush(stdout);
        read(fds[0], &c, 1);
        _exit(0);
    }
    usleep(20000);
    try("child in another session", setpgid(child, child));
    printf("its session: %d\n", getsid(child) == child);
    close(fds[1]);
    wait(&status);
    pipe(fds);
    child = fork();
    if (child == 0) {
        close(fds[1]);
        read(fds[0], &c, 1);
        _exit(0);
    }
    try("a group that does not exist", setpgid(child, 99998));
    try("a group of its own", setpgid(child, child));
    printf("group: %d\n", getpgid(child) == child);
    try("back to the parent's", setpgid(child, getpgrp()));
    try("the session of init", getsid(1) < 0 ? -1 : 0);
    close(fds[1]);
    wait(&status);
    try("getpgid of nobody", getpgid(99999));
    return 0;
}
