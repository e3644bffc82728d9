// SIGSEGV in one thread is taken by that thread, whatever the others block; without a handler it ends the process.
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static _Thread_local sigjmp_buf back;
static pid_t taker;

static void handler(int signal) {
    (void)signal;
    taker = gettid();
    siglongjmp(back, 1);
}

static void *faults(void *argument) {
    if (sigsetjmp(back, 1) == 0) {
        *(volatile int *)8 = 1;
    }
    printf("taken by the thread that did it: %d\n", taker == gettid());
    return argument;
}

static void *dies(void *argument) {
    *(volatile int *)8 = 1;
    return argument;
}

int main(void) {
    pthread_t thread;
    int status;
    signal(SIGSEGV, handler);
    pthread_create(&thread, NULL, faults, NULL);
    pthread_join(thread, NULL);
    fflush(stdout);
    if (fork() == 0) {
        signal(SIGSEGV, SIG_DFL);
        pthread_create(&thread, NULL, dies, NULL);
        pause();
        _exit(0);
    }
    wait(&status);
    printf("process: signal %d\n", WIFSIGNALED(status) ? WTERMSIG(status) : 0);
    return 0;
}
