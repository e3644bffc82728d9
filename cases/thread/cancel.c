// Deferred cancellation: at a blocking call, with clean-up functions run last first.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

static sem_t ready;

static void says(void *argument) {
    printf("clean-up: %s\n", (char *)argument);
}

static void *sleeps(void *argument) {
    pthread_cleanup_push(says, "first");
    pthread_cleanup_push(says, "second");
    sem_post(&ready);
    sleep(1000);
    printf("not reached\n");
    pthread_cleanup_pop(1);
    pthread_cleanup_pop(1);
    return argument;
}

static void *reads(void *argument) {
    char byte;
    sem_post(&ready);
    read(*(int *)argument, &byte, 1);
    return NULL;
}

static void *pops(void *argument) {
    pthread_cleanup_push(says, "popped with 1");
    pthread_cleanup_pop(1);
    pthread_cleanup_push(says, "popped with 0");
    pthread_cleanup_pop(0);
    pthread_cleanup_push(says, "at pthread_exit");
    pthread_exit(argument);
    pthread_cleanup_pop(0);
    return NULL;
}

static void cancel(const char *name, void *(*function)(void *), void *argument) {
    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, function, argument);
    sem_wait(&ready);
    int answer = pthread_cancel(thread);
    int joined = pthread_join(thread, &result);
    printf("%s: cancel %d, join %d, cancelled %d\n", name, answer, joined, result == PTHREAD_CANCELED);
}

int main(void) {
    int fds[2];
    pthread_t thread;
    void *result;
    pipe(fds);
    sem_init(&ready, 0, 0);
    cancel("sleep", sleeps, NULL);
    cancel("read", reads, &fds[0]);
    pthread_create(&thread, NULL, pops, "result");
    pthread_join(thread, &result);
    printf("pops: %s\n", (char *)result);
    return 0;
}
