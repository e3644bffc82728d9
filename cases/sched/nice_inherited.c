// nice(2): -1 is an answer, too; who inherits; a thread's niceness is its own; lowering needs a right.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void *nicer(void *argument) {
    errno = 0;
    int result = nice(5);
    printf("thread: nice(5) gives %d, getpriority of it %d\n", result, getpriority(PRIO_PROCESS, gettid()));
    return argument;
}

int main(void) {
    pthread_t thread;
    errno = 0;
    printf("nice(3): %d\n", nice(3));
    pthread_create(&thread, NULL, nicer, NULL);
    pthread_join(thread, NULL);
    printf("main is still at %d\n", getpriority(PRIO_PROCESS, 0));
    fflush(stdout);
    if (fork() == 0) {
        printf("child inherits %d, ", getpriority(PRIO_PROCESS, 0));
        printf("then %d\n", nice(100));
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    errno = 0;
    int result = nice(-10);
    printf("nice(-10): %d %s\n", result, strerror(errno));
    result = setpriority(PRIO_PROCESS, 0, 1);
    printf("setpriority to 1: %d %s\n", result, strerror(errno));
    printf("setpriority to 3: %d\n", setpriority(PRIO_PROCESS, 0, 3));
    result = setpriority(7, 0, 1);
    printf("which 7: %d %s\n", result, strerror(errno));
    errno = 0;
    result = getpriority(PRIO_PROCESS, 9999);
    printf("nobody: %d %s\n", result, strerror(errno));
    printf("PRIO_PGRP: %d\n", getpriority(PRIO_PGRP, 0));
    return 0;
}
