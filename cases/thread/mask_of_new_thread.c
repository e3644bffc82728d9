// A new thread has its creator's mask, no pending signals and no alternate stack.
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static void *looks(void *argument) {
    sigset_t mask, pending;
    stack_t stack;
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    sigpending(&pending);
    sigaltstack(NULL, &stack);
    printf("%s: USR1 blocked %d, USR2 blocked %d, USR1 pending %d, alternate stack %d\n", (char *)argument,
           sigismember(&mask, SIGUSR1), sigismember(&mask, SIGUSR2), sigismember(&pending, SIGUSR1),
           !(stack.ss_flags & SS_DISABLE));
    return NULL;
}

int main(void) {
    pthread_t thread;
    sigset_t set;
    stack_t stack = {.ss_sp = malloc(65536), .ss_size = 65536};
    sigaltstack(&stack, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_kill(pthread_self(), SIGUSR1);
    looks("main");
    pthread_create(&thread, NULL, looks, "thread");
    pthread_join(thread, NULL);
    return 0;
}
