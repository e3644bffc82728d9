// Each thread has its signal mask; pthread_kill sends to one thread.
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static pthread_t handled_by;
static sem_t handled, ready;

static void handler(int signal) {
    handled_by = pthread_self();
    sem_post(&handled);
}

static void *waits(void *argument) {
    sem_post(&ready);
    while (sem_wait(argument) < 0 && errno == EINTR) {
    }
    return NULL;
}

static void *checks(void *argument) {
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    printf("the new thread inherits: USR1 %d, USR2 %d\n", sigismember(&mask, SIGUSR1), sigismember(&mask, SIGUSR2));
    int signal;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sem_post(&ready);
    printf("sigwait %d", sigwait(&set, &signal));
    printf(" got %s\n", strsignal(signal));
    return argument;
}

int main(void) {
    pthread_t thread;
    sem_t end;
    sigset_t set;
    sem_init(&handled, 0, 0);
    sem_init(&ready, 0, 0);
    sem_init(&end, 0, 0);
    struct sigaction action = {.sa_handler = handler};
    sigaction(SIGUSR2, &action, NULL);
    pthread_create(&thread, NULL, waits, &end);
    sem_wait(&ready);
    printf("kill %d\n", pthread_kill(thread, SIGUSR2));
    while (sem_wait(&handled) < 0) {
    }
    printf("handled by the thread: %d\n", pthread_equal(handled_by, thread) != 0);
    sem_post(&end);
    pthread_join(thread, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_create(&thread, NULL, checks, NULL);
    sem_wait(&ready);
    pthread_kill(thread, SIGUSR1);
    pthread_join(thread, NULL);
    printf("bad signal: %s\n", strerror(pthread_kill(pthread_self(), 1000)));
    printf("bad how: %s\n", strerror(pthread_sigmask(1000, &set, NULL)));
    printf("signal 0: %d\n", pthread_kill(pthread_self(), 0));
    return 0;
}
