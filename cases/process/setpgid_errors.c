// setpgid(2): EACCES after the child's execve, EPERM for a session leader and another session, ESRCH, EINVAL.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void told(const char *what, int result) {
    printf("%s: %d %s\n", what, result, result < 0 ? strerror(errno) : "");
    errno = 0;
}

int main(int argc, char **argv) {
    int ready[2], status;
    char byte;
    if (argc > 1) {
        write(9, "x", 1);
        pause();
    }
    pipe(ready);
    pid_t executed = fork();
    if (executed == 0) {
        dup2(ready[1], 9);
        execl(argv[0], argv[0], "again", NULL);
    }
    read(ready[0], &byte, 1);
    told("after its execve", setpgid(executed, 0));
    kill(executed, SIGKILL);
    pid_t leader = fork();
    if (leader == 0) {
        setsid();
        write(ready[1], "x", 1);
        pause();
    }
    read(ready[0], &byte, 1);
    told("a session leader", setpgid(leader, 0));
    kill(leader, SIGKILL);
    pid_t child = fork();
    if (child == 0) {
        pause();
    }
    told("negative group", setpgid(child, -1));
    told("a group that is not there", setpgid(child, 9999));
    told("its own group", setpgid(child, child));
    told("back to mine", setpgid(child, getpgrp()));
    told("not my child", setpgid(1, 0));
    told("nobody", setpgid(9999, 0));
    told("myself, a session leader", setpgid(0, 0));
    printf("getpgid of the child: mine %d\n", getpgid(child) == getpgrp());
    told("getpgid of nobody", getpgid(9999));
    told("getsid of nobody", getsid(9999));
    told("setsid of a group leader", setsid());
    kill(child, SIGKILL);
    while (wait(&status) > 0) {
    }
    return 0;
}
