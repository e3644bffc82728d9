#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>

static int data;
static sem_t full;

static void *producer(void *unused) {
    (void)unused;
    data = 42;
    sem_post(&full);
    return NULL;
}

static void *consumer(void *unused) {
    (void)unused;
    sem_wait(&full);
    printf("%d\n", data);
    return NULL;
}

int main(void) {
    sem_init(&full, 0, 0);
    pthread_t one, two;
    pthread_create(&one, NULL, producer, NULL);
    pthread_create(&two, NULL, consumer, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
}
