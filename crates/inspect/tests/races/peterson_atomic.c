#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

// Peterson's algorithm on sequentially consistent atomics.
static atomic_int wants[2], turn;
static int counter;

static void *worker(void *argument) {
    int me = *(int *)argument, other = 1 - me;
    for (int i = 0; i < 20; i++) {
        wants[me] = 1;
        turn = other;
        while (wants[other] && turn == other) {
            sched_yield();
        }
        counter++;
        wants[me] = 0;
    }
    return NULL;
}

int main(void) {
    pthread_t threads[2];
    int numbers[2] = {0, 1};
    for (int i = 0; i < 2; i++) {
        pthread_create(&threads[i], NULL, worker, &numbers[i]);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%d\n", counter);
}
