// getpriority(2), setpriority(2), nice(2): ranges, inheritance, and rights.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void show(const char *what, int result) {
    printf("%s: %d %s\n", what, result, errno ? strerror(errno) : "-");
    errno = 0;
}

int main(void) {
    errno = 0;
    show("mine", getpriority(PRIO_PROCESS, 0));
    show("set 4", setpriority(PRIO_PROCESS, 0, 4));
    show("mine", getpriority(PRIO_PROCESS, getpid()));
    show("set 2", setpriority(PRIO_PROCESS, 0, 2));
    show("set 4 again", setpriority(PRIO_PROCESS, 0, 4));
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        show("inherited", getpriority(PRIO_PROCESS, 0));
        show("nice 3", nice(3));
        fflush(stdout);
        raise(SIGSTOP);
    }
    waitpid(child, NULL, WUNTRACED);
    show("the child's", getpriority(PRIO_PROCESS, child));
    show("set the child's to 9", setpriority(PRIO_PROCESS, child, 9));
    show("the child's", getpriority(PRIO_PROCESS, child));
    show("the best of the group", getpriority(PRIO_PGRP, 0));
    kill(child, 9);
    wait(NULL);
    show("set 100", setpriority(PRIO_PROCESS, 0, 100));
    show("mine", getpriority(PRIO_PROCESS, 0));
    show("nice 5", nice(5));
    show("set -100", setpriority(PRIO_PROCESS, 0, -100));
    show("of nobody", getpriority(PRIO_PROCESS, 99999));
    show("set nobody's", setpriority(PRIO_PROCESS, 99999, 5));
    show("a strange kind", getpriority(7, 0));
    show("set a strange kind", setpriority(-1, 0, 0));
    show("init's", setpriority(PRIO_PROCESS, 1, 5));
    return 0;
}
