#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static int data;

static void *producer(void *unused) {
    (void)unused;
    data = 42;
    printf("written\n");
    return NULL;
}

static void *consumer(void *unused) {
    (void)unused;
    usleep(1000);
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
