#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>

static int data;
static pthread_t target;
static atomic_int begun, ended;
static void on_signal(int number) {
    (void)number;
    data++;
    atomic_store(&ended, 1);
}

static void *producer(void *unused) {
    (void)unused;
    data = 42;
    while (!atomic_load(&begun)) {
        sched_yield();
    }
    pthread_kill(target, SIGUSR1);
    return NULL;
}

static void *consumer(void *unused) {
    (void)unused;
    atomic_store(&begun, 1);
    while (!atomic_load(&ended)) {
        sched_yield();
    }
    printf("%d\n", data);
    return NULL;
}

int main(void) {
    signal(SIGUSR1, on_signal);
    pthread_t one;
    pthread_create(&target, NULL, consumer, NULL);
    pthread_create(&one, NULL, producer, NULL);
    pthread_join(one, NULL);
    pthread_join(target, NULL);
}
