// Two threads write a letter each: either may be first.
// outcomes: seeds=64 runs=200
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

static int go;

static void *writes(void *argument) {
    while (!__atomic_load_n(&go, __ATOMIC_ACQUIRE)) {
        sched_yield();
    }
    write(1, argument, 1);
    return NULL;
}

int main(void) {
    pthread_t first, second;
    pthread_create(&first, NULL, writes, "a");
    pthread_create(&second, NULL, writes, "b");
    __atomic_store_n(&go, 1, __ATOMIC_RELEASE);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    write(1, "\n", 1);
    return 0;
}
