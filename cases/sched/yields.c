// sched_yield(2) always succeeds, alone too; a spinner that yields lets the one it waits for run, on one CPU as well.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static int turn;

static void *plays(void *argument) {
    int mine = (int)(long)argument;
    for (int round = 0; round < 100; round++) {
        while (__atomic_load_n(&turn, __ATOMIC_ACQUIRE) != mine) {
            sched_yield();
        }
        __atomic_store_n(&turn, 1 - mine, __ATOMIC_RELEASE);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[2];
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    printf("alone: %d\n", sched_yield());
    sched_setaffinity(0, sizeof one, &one);
    for (long i = 0; i < 2; i++) {
        pthread_create(&threads[i], NULL, plays, (void *)i);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("200 turns, then it is the turn of %d\n", turn);
    return 0;
}
