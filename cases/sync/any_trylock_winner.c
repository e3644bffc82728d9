// Two threads try the same lock, and nobody unlocks it: one wins.
// outcomes: seeds=64 runs=200
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static const char *winner;
static int go;

static void *tries(void *argument) {
    while (!__atomic_load_n(&go, __ATOMIC_ACQUIRE)) {
        sched_yield();
    }
    if (pthread_mutex_trylock(&mutex) == 0) {
        winner = argument;
    }
    return NULL;
}

int main(void) {
    pthread_t first, second;
    pthread_create(&first, NULL, tries, "first");
    pthread_create(&second, NULL, tries, "second");
    __atomic_store_n(&go, 1, __ATOMIC_RELEASE);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("%s\n", winner);
    return 0;
}
