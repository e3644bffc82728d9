#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

static int data;
static atomic_int ready;

static void *producer(void *unused) {
    (void)unused;
    data = 42;
    atomic_exchange(&ready, 1);
    return NULL;
}

static void *consumer(void *unused) {
    (void)unused;
    int seen = 1;
    while (!atomic_compare_exchange_strong(&ready, &seen, 2)) {
        seen = 1;
        sched_yield();
    }
    printf("%d\n", data);
    return NULL;
}

int main(void) {
    pthread_t one, two;
    pthread_create(&one, NULL, producer, NULL);
    pthread_create(&two, NULL, consumer, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
}
