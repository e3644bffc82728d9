// A barrier of three: one serial thread per round, many rounds, nobody is a round ahead; counts of 0 are refused.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 3, ROUNDS = 50 };
static pthread_barrier_t barrier;
static int serial[ROUNDS], arrived[ROUNDS], ahead;

static void *works(void *argument) {
    for (int round = 0; round < ROUNDS; round++) {
        __atomic_add_fetch(&arrived[round], 1, __ATOMIC_SEQ_CST);
        if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD) {
            __atomic_add_fetch(&serial[round], 1, __ATOMIC_SEQ_CST);
        }
        if (__atomic_load_n(&arrived[round], __ATOMIC_SEQ_CST) != THREADS) {
            ahead = 1;
        }
    }
    return argument;
}

int main(void) {
    pthread_t threads[THREADS];
    printf("count 0: %s\n", strerror(pthread_barrier_init(&barrier, NULL, 0)));
    pthread_barrier_init(&barrier, NULL, THREADS);
    for (int i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, works, NULL);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    int once = 0;
    for (int round = 0; round < ROUNDS; round++) {
        once += serial[round] == 1;
    }
    printf("rounds with one serial thread: %d, ahead: %d\n", once, ahead);
    printf("destroy: %d\n", pthread_barrier_destroy(&barrier));
    pthread_barrier_init(&barrier, NULL, 1);
    printf("a barrier of one: serial %d\n", pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD);
    return 0;
}
