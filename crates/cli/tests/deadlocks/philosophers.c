// Five philosophers, each with the left fork in hand; the forks are on the heap.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { SEATS = 5 };
static pthread_mutex_t *forks;

static void *dine(void *argument) {
    long seat = (long)argument;
    pthread_mutex_lock(&forks[seat]);
    usleep(1000);
    pthread_mutex_lock(&forks[(seat + 1) % SEATS]);
    pthread_mutex_unlock(&forks[(seat + 1) % SEATS]);
    pthread_mutex_unlock(&forks[seat]);
    return NULL;
}

int main(void) {
    pthread_t guests[SEATS];
    forks = malloc(SEATS * sizeof *forks);
    for (long seat = 0; seat < SEATS; seat++) {
        pthread_mutex_init(&forks[seat], NULL);
    }
    for (long seat = 0; seat < SEATS; seat++) {
        pthread_create(&guests[seat], NULL, dine, (void *)seat);
    }
    for (int seat = 0; seat < SEATS; seat++) {
        pthread_join(guests[seat], NULL);
    }
    return 0;
}
