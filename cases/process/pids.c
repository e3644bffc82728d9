// The program is pid 100 in a session of its own, its parent is pid 1, its children are numbered upwards.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    printf("pid %d, parent %d, group %d, session %d, tid %d\n", getpid(), getppid(), getpgrp(), getsid(0), gettid());
    fflush(stdout);
    for (int i = 0; i < 3; i++) {
        if (fork() == 0) {
            printf("child %d: pid %d, parent %d, group %d, session %d\n", i, getpid(), getppid(), getpgrp(), getsid(0));
            return 0;
        }
        wait(NULL);
    }
    printf("uid %d %d, gid %d %d\n", getuid(), geteuid(), getgid(), getegid());
    return 0;
}
