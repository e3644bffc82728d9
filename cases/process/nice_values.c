// nice(2), getpriority(2), setpriority(2): inheritance, bounds, errors.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void try(const char *what, int result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

int main(void) {
    printf("at first %d\n", getpriority(PRIO_PROCESS, 0));
    printf("nice(5) = %d\n", nice(5));
    fflush(stdout);
    if (fork() == 0) {
        printf("child %d\n", getpriority(PRIO_PROCESS, 0));
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    try("up to 3", setpriority(PRIO_PROCESS, 0, 3));
    try("down to 100", setpriority(PRIO_PROCESS, 0, 100));
    printf("now %d\n", getpriority(PRIO_PROCESS, 0));
    printf("of the group %d\n", getpriority(PRIO_PGRP, 0));
    try("nobody", setpriority(PRIO_PROCESS, 99999, 0));
    try("init", setpriority(PRIO_PROCESS, 1, 19));
    try("which", setpriority(9, 0, 0));
    errno = 0;
    printf("nobody: %d", getpriority(PRIO_PROCESS, 99999));
    printf(" %s\n", strerror(errno));
    return 0;
}
