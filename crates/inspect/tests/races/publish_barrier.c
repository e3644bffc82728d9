#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

static int data;
static pthread_barrier_t barrier;

static void *producer(void *unused) {
    (void)unused;
    data = 42;
    pthread_barrier_wait(&barrier);
    return NULL;
}

static void *consumer(void *unused) {
    (void)unused;
    pthread_barrier_wait(&barrier);
    printf("%d\n", data);
    return NULL;
}

int main(void) {
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_t one, two;
    pthread_create(&one, NULL, producer, NULL);
    pthread_create(&two, NULL, consumer, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
}
