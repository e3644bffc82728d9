#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

static int data;
static struct {
    char before;
    _Atomic char ready;
    char after;
} flags;

static void *producer(void *unused) {
    (void)unused;
    data = 42;
    atomic_fetch_add(&flags.ready, 1);
    flags.before = 1;
    return NULL;
}

static void *consumer(void *unused) {
    (void)unused;
    flags.after = 2;
    while (!atomic_load(&flags.ready)) {
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
