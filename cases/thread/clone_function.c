// clone(2) with a function: a child that shares memory, and one that does not.
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

static int value;

static int child(void *argument) {
    value = *(int *)argument;
    return 9;
}

int main(void) {
    enum { SIZE = 65536 };
    char *stack = malloc(SIZE);
    int wanted = 5, status;
    int pid = clone(child, stack + SIZE, SIGCHLD, &wanted);
    waitpid(pid, &status, 0);
    printf("without CLONE_VM: status %d, value %d\n", WEXITSTATUS(status), value);
    pid = clone(child, stack + SIZE, CLONE_VM | CLONE_VFORK | SIGCHLD, &wanted);
    waitpid(pid, &status, 0);
    printf("with CLONE_VM: status %d, value %d\n", WEXITSTATUS(status), value);
    return 0;
}
