// Dining philosophers who put the first fork down again if the second is taken: never a deadlock, but nobody promises an end
// of trying; a pause of random length makes it end.
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

enum { SEATS = 5, MEALS = 5 };
static pthread_mutex_t forks[SEATS];
static int eaten[SEATS];

static void *dines(void *argument) {
    int seat = (int)(long)argument;
    unsigned random = 17 * (seat + 1);
    for (int meal = 0; meal < MEALS;) {
        pthread_mutex_lock(&forks[seat]);
        if (pthread_mutex_trylock(&forks[(seat + 1) % SEATS]) == 0) {
            eaten[seat]++;
            meal++;
            pthread_mutex_unlock(&forks[(seat + 1) % SEATS]);
        }
        pthread_mutex_unlock(&forks[seat]);
        for (int pauses = rand_r(&random) % 4; pauses > 0; pauses--) {
            sched_yield();
        }
    }
    return NULL;
}

int main(void) {
    pthread_t threads[SEATS];
    for (int i = 0; i < SEATS; i++) {
        pthread_mutex_init(&forks[i], NULL);
    }
    for (long i = 0; i < SEATS; i++) {
        pthread_create(&threads[i], NULL, dines, (void *)i);
    }
    for (int i = 0; i < SEATS; i++) {
        pthread_join(threads[i], NULL);
        printf("philosopher %d ate %d times\n", i, eaten[i]);
    }
    return 0;
}
