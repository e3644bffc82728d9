// sigpending(2) unites what waits for the thread and for its process; each thread sees its own and the common ones.
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static sem_t go, ready;

static void show(const char *who) {
    sigset_t set;
    sigpending(&set);
    printf("%s: USR1 %d, USR2 %d, TERM %d\n", who, sigismember(&set, SIGUSR1), sigismember(&set, SIGUSR2),
           sigismember(&set, SIGTERM));
}

static void *other(void *argument) {
    sem_post(&ready);
    sem_wait(&go);
    show("thread");
    return argument;
}

int main(void) {
    pthread_t thread;
    sigset_t set;
    sem_init(&go, 0, 0);
    sem_init(&ready, 0, 0);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_create(&thread, NULL, other, NULL);
    sem_wait(&ready);
    pthread_kill(thread, SIGUSR1);
    raise(SIGUSR2);
    kill(getpid(), SIGTERM);
    show("main");
    sem_post(&go);
    pthread_join(thread, NULL);
    show("main after the thread's end");
    return 0;
}
