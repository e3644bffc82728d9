#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

static int data;
static int ready;

static void *producer(void *unused) {
    (void)unused;
    data = 42;
    ready = 1;
    return NULL;
}

static void *consumer(void *unused) {
    (void)unused;
    for (int i = 0; i < 1000 && !ready; i++) {
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
