// All meet at a barrier, round after round; exactly one hears that it is the serial thread.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 4, ROUNDS = 5 };
static pthread_barrier_t barrier;
static int done[ROUNDS], serial[ROUNDS], early;

static void *rounds(void *argument) {
    for (int round = 0; round < ROUNDS; round++) {
        __atomic_add_fetch(&done[round], 1, __ATOMIC_SEQ_CST);
        int answer = pthread_barrier_wait(&barrier);
        if (answer == PTHREAD_BARRIER_SERIAL_THREAD) {
            __atomic_add_fetch(&serial[round], 1, __ATOMIC_SEQ_CST);
        }
        if (__atomic_load_n(&done[round], __ATOMIC_SEQ_CST) != THREADS) {
            early = 1;
        }
    }
    return argument;
}

int main(void) {
    pthread_t threads[THREADS];
    printf("zero: %s\n", strerror(pthread_barrier_init(&barrier, NULL, 0)));
    printf("init %d\n", pthread_barrier_init(&barrier, NULL, THREADS));
    for (int i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, rounds, NULL);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    for (int round = 0; round < ROUNDS; round++) {
        printf("round %d: %d arrived, %d serial\n", round, done[round], serial[round]);
    }
    printf("early %d, ", early);
    printf("destroy %d\n", pthread_barrier_destroy(&barrier));
    return 0;
}
