// Two threads add one each without a lock, with a pause: the sum is 2, or one addition is lost.
// outcomes: seeds=64 runs=200
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static volatile int counter;
static int go;

static void *adds(void *argument) {
    while (!__atomic_load_n(&go, __ATOMIC_ACQUIRE)) {
        sched_yield();
    }
    int seen = counter;
    sched_yield();
    counter = seen + 1;
    return argument;
}

int main(void) {
    pthread_t first, second;
    pthread_create(&first, NULL, adds, NULL);
    pthread_create(&second, NULL, adds, NULL);
    __atomic_store_n(&go, 1, __ATOMIC_RELEASE);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("%d\n", counter);
    return 0;
}
