#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static int data;
static int ends[2];

static void *producer(void *unused) {
    (void)unused;
    data = 42;
    if (write(ends[1], "x", 1) != 1) {
        return NULL;
    }
    return NULL;
}

static void *consumer(void *unused) {
    (void)unused;
    char byte;
    if (read(ends[0], &byte, 1) != 1) {
        return NULL;
    }
    printf("%d\n", data);
    return NULL;
}

int main(void) {
    if (pipe(ends) < 0) {
        return 1;
    }
    pthread_t one, two;
    pthread_create(&one, NULL, producer, NULL);
    pthread_create(&two, NULL, consumer, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
}
