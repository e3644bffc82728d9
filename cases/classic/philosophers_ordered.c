// Dining philosophers, the resource hierarchy: each takes the fork with the lower number first. No circle can close.
#include <pthread.h>
#include <stdio.h>

enum { SEATS = 5, MEALS = 10 };
static pthread_mutex_t forks[SEATS];
static int eaten[SEATS], holder[SEATS], broken;

static void *dines(void *argument) {
    int seat = (int)(long)argument, left = seat, right = (seat + 1) % SEATS;
    int low = left < right ? left : right, high = left < right ? right : left;
    for (int meal = 0; meal < MEALS; meal++) {
        pthread_mutex_lock(&forks[low]);
        pthread_mutex_lock(&forks[high]);
        if (holder[low]++ != 0 || holder[high]++ != 0) {
            broken = 1;
        }
        eaten[seat]++;
        holder[low]--;
        holder[high]--;
        pthread_mutex_unlock(&forks[high]);
        pthread_mutex_unlock(&forks[low]);
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
    printf("a fork in two hands: %d\n", broken);
    return 0;
}
