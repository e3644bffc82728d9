// exit runs what atexit registered, last first, and flushes; _exit does neither.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void first(void) {
    printf("first registered\n");
}

static void second(void) {
    printf("second registered\n");
}

int main(void) {
    atexit(first);
    atexit(second);
    atexit(second);
    printf("before fork\n");
    fflush(stdout);
    if (fork() == 0) {
        printf("the child's text is lost\n");
        _exit(1);
    }
    wait(NULL);
    if (fork() == 0) {
        printf("the child exits\n");
        exit(0);
    }
    wait(NULL);
    printf("the parent returns\n");
    return 0;
}
