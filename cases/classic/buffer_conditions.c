// Bounded buffer with two condition variables; each waits in a loop, so that early and spurious wake-ups do no harm. A third
// thread wakes everybody for nothing.
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

enum { PLACES = 3, PRODUCERS = 2, CONSUMERS = 3, ITEMS = 30 };
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER, not_empty = PTHREAD_COND_INITIALIZER;
static int buffer[PLACES], in, out, filled, broken, over;
static long sum;

static void *produces(void *argument) {
    for (int i = 1; i <= ITEMS; i++) {
        pthread_mutex_lock(&mutex);
        while (filled == PLACES) {
            pthread_cond_wait(&not_full, &mutex);
        }
        buffer[in] = i;
        in = (in + 1) % PLACES;
        filled++;
        pthread_cond_signal(&not_empty);
        pthread_mutex_unlock(&mutex);
    }
    return argument;
}

static void *consumes(void *argument) {
    for (int i = 0; i < ITEMS * PRODUCERS / CONSUMERS; i++) {
        pthread_mutex_lock(&mutex);
        while (filled == 0) {
            pthread_cond_wait(&not_empty, &mutex);
        }
        broken |= filled < 1;
        sum += buffer[out];
        out = (out + 1) % PLACES;
        filled--;
        pthread_cond_signal(&not_full);
        pthread_mutex_unlock(&mutex);
    }
    return argument;
}

static void *disturbs(void *argument) {
    while (!__atomic_load_n(&over, __ATOMIC_SEQ_CST)) {
        pthread_cond_broadcast(&not_empty);
        pthread_cond_broadcast(&not_full);
        sched_yield();
    }
    return argument;
}

int main(void) {
    pthread_t threads[PRODUCERS + CONSUMERS], nuisance;
    pthread_create(&nuisance, NULL, disturbs, NULL);
    for (int i = 0; i < PRODUCERS + CONSUMERS; i++) {
        pthread_create(&threads[i], NULL, i < PRODUCERS ? produces : consumes, NULL);
    }
    for (int i = 0; i < PRODUCERS + CONSUMERS; i++) {
        pthread_join(threads[i], NULL);
    }
    __atomic_store_n(&over, 1, __ATOMIC_SEQ_CST);
    pthread_join(nuisance, NULL);
    printf("sum %ld, left %d, broken %d\n", sum, filled, broken);
    return 0;
}
