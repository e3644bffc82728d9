// Two threads add two each without a lock: 2, 3 or 4.
// outcomes: seeds=200 runs=400
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static volatile int counter;
static int go;

static void *adds(void *argument) {
    while (!__atomic_load_n(&go, __ATOMIC_ACQUIRE)) {
        sched_yield();
    }
    for (int round = 0; round < 2; round++) {
        int seen = counter;
        sched_yield();
        counter = seen + 1;
        sched_yield();
    }
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
