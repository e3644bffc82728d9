// return, exit, _exit, quick_exit, exit_group and a thread's exit: which run atexit functions, which flush.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void at_exit(void) {
    printf("[atexit]");
}

static void at_quick(void) {
    write(1, "[at_quick_exit]", 15);
}

static void at_end(int status, void *argument) {
    printf("[on_exit %d %s]", status, (char *)argument);
}

static int child(int how) {
    atexit(at_exit);
    at_quick_exit(at_quick);
    on_exit(at_end, "argument");
    printf("[buffered]");
    switch (how) {
    case 0: return 3;
    case 1: exit(4);
    case 2: _exit(5);
    case 3: _Exit(6);
    case 4: quick_exit(7);
    case 5: syscall(SYS_exit_group, 8);
    case 6: syscall(SYS_exit, 9);
    default: exit(256 + 10);
    }
}

int main(void) {
    static const char *name[] = {"return", "exit", "_exit", "_Exit", "quick_exit", "exit_group", "SYS_exit", "exit(266)"};
    for (int how = 0; how < 8; how++) {
        int status;
        printf("%s: ", name[how]);
        fflush(stdout);
        if (fork() == 0) {
            exit(child(how));
        }
        wait(&status);
        printf(" status %d\n", WEXITSTATUS(status));
    }
    return 0;
}
