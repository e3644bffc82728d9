#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/eventfd.h>

static int data;
static int event;

static void *producer(void *unused) {
    (void)unused;
    data = 42;
    eventfd_write(event, 1);
    return NULL;
}

static void *consumer(void *unused) {
    (void)unused;
    eventfd_t value;
    eventfd_read(event, &value);
    printf("%d\n", data);
    return NULL;
}

int main(void) {
    event = eventfd(0, 0);
    pthread_t one, two;
    pthread_create(&one, NULL, producer, NULL);
    pthread_create(&two, NULL, consumer, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
}
