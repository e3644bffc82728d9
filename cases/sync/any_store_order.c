// Each thread stores to one variable and loads the other, sequentially consistent: not both can read zero.
// outcomes: seeds=300 runs=400
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static int x, y, seen_by_first, seen_by_second, ready;

static void start(void) {
    __atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
    while (__atomic_load_n(&ready, __ATOMIC_SEQ_CST) < 2) {
        sched_yield();
    }
}

static void *first(void *argument) {
    start();
    __atomic_store_n(&x, 1, __ATOMIC_SEQ_CST);
    sched_yield();
    seen_by_first = __atomic_load_n(&y, __ATOMIC_SEQ_CST);
    return argument;
}

static void *second(void *argument) {
    start();
    __atomic_store_n(&y, 1, __ATOMIC_SEQ_CST);
    sched_yield();
    seen_by_second = __atomic_load_n(&x, __ATOMIC_SEQ_CST);
    return argument;
}

int main(void) {
    pthread_t one, two;
    pthread_create(&one, NULL, first, NULL);
    pthread_create(&two, NULL, second, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    printf("%d %d\n", seen_by_first, seen_by_second);
    return 0;
}
