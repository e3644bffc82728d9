// atexit, on_exit, at_quick_exit: order, status, and what each kind of end runs.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void first(void) { printf("registered first\n"); }
static void second(void) { printf("registered second\n"); }
static void quick(void) { printf("at quick exit\n"); fflush(stdout); }
static void with_status(int status, void *argument) { printf("status %d, %s\n", status, (char *)argument); }

static void run(int how) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        printf("way %d\n", how);
        atexit(first);
        atexit(second);
        on_exit(with_status, "argument");
        at_quick_exit(quick);
        switch (how) {
        case 0:
            exit(5);
        case 1:
            _exit(6);
        case 2:
            fflush(stdout);
            quick_exit(7);
        default:
            fflush(stdout);
            abort();
        }
    }
    int status;
    waitpid(child, &status, 0);
    printf("-> exited %d, signal %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1,
           WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

int main(void) {
    for (int how = 0; how < 4; how++) {
        run(how);
    }
    return 0;
}
