// A reader and a writer come to a free lock: either may be first, and the reader sees what was or what is.
// outcomes: seeds=64 runs=200
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int value, seen, go;

static void start(void) {
    while (!__atomic_load_n(&go, __ATOMIC_ACQUIRE)) {
        sched_yield();
    }
}

static void *reads(void *argument) {
    start();
    pthread_rwlock_rdlock(&lock);
    seen = value;
    pthread_rwlock_unlock(&lock);
    return argument;
}

static void *writes(void *argument) {
    start();
    pthread_rwlock_wrlock(&lock);
    value = 1;
    pthread_rwlock_unlock(&lock);
    return argument;
}

int main(void) {
    pthread_t reader, writer;
    pthread_create(&reader, NULL, reads, NULL);
    pthread_create(&writer, NULL, writes, NULL);
    __atomic_store_n(&go, 1, __ATOMIC_RELEASE);
    pthread_join(reader, NULL);
    pthread_join(writer, NULL);
    printf("the reader saw %d\n", seen);
    return 0;
}
