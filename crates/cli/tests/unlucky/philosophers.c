// Each philosopher takes the left fork first: all may hold one and wait for the other.
// unlucky: deadlock
#include <pthread.h>
#include <stdio.h>

enum { SEATS = 5, MEALS = 20 };
static pthread_mutex_t forks[SEATS];

static void *dines(void *argument) {
    int seat = (int)(long)argument;
    for (int meal = 0; meal < MEALS; meal++) {
        pthread_mutex_lock(&forks[seat]);
        pthread_mutex_lock(&forks[(seat + 1) % SEATS]);
        pthread_mutex_unlock(&forks[(seat + 1) % SEATS]);
        pthread_mutex_unlock(&forks[seat]);
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
    }
    printf("all have eaten\n");
    return 0;
}
