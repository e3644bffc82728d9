// A recursion without end meets the stack's limit: SIGSEGV.
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int dive(int depth) {
    volatile char room[2000];
    room[depth % 2000] = 1;
    return dive(depth + 1) + room[depth % 2000];
}

int main(void) {
    int status;
    if (fork() == 0) {
        _exit(dive(0) & 1);
    }
    wait(&status);
    printf("signaled %d: %s\n", WIFSIGNALED(status), strsignal(WTERMSIG(status)));
    return 0;
}
