#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

static int data;
static atomic_flag busy = ATOMIC_FLAG_INIT;

static void *producer(void *unused) {
    (void)unused;
    data = 42;
    atomic_flag_clear(&busy);
    return NULL;
}

static void *consumer(void *unused) {
    (void)unused;
    while (atomic_flag_test_and_set(&busy)) {
        sched_yield();
    }
    printf("%d\n", data);
    return NULL;
}

int main(void) {
    atomic_flag_test_and_set(&busy);
    pthread_t one, two;
    pthread_create(&one, NULL, producer, NULL);
    pthread_create(&two, NULL, consumer, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
}
