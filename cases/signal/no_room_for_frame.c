// A stack overflow without an alternate stack: the handler has no room, so the process dies of SIGSEGV.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void handler(int signal) {
    (void)signal;
    write(1, "never\n", 6);
    _exit(0);
}

static int deeper(int depth) {
    volatile char room[4096];
    room[0] = (char)depth;
    return deeper(depth + 1) + room[0];
}

int main(void) {
    int status;
    if (fork() == 0) {
        signal(SIGSEGV, handler);
        _exit(deeper(0));
    }
    wait(&status);
    printf("signaled %d, by SIGSEGV %d\n", WIFSIGNALED(status), WTERMSIG(status) == SIGSEGV);
    return 0;
}
