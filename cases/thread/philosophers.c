// Five philosophers who take the lower fork first never starve each other out.
#include <pthread.h>
#include <stdio.h>

enum { SEATS = 5, MEALS = 20 };
static pthread_mutex_t forks[SEATS];
static int eaten[SEATS], at_once, broken;

static void *dines(void *argument) {
    int seat = (int)(long)argument, low = seat, high = (seat + 1) % SEATS;
    if (low > high) {
        low = high;
        high = seat;
    }
    for (int meal = 0; meal < MEALS; meal++) {
        pthread_mutex_lock(&forks[low]);
        pthread_mutex_lock(&forks[high]);
        if (__atomic_add_fetch(&at_once, 1, __ATOMIC_SEQ_CST) > SEATS / 2) {
            broken = 1;
        }
        eaten[seat]++;
        __atomic_sub_fetch(&at_once, 1, __ATOMIC_SEQ_CST);
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
        printf("seat %d ate %d times\n", i, eaten[i]);
    }
    printf("more than two at once: %d\n", broken);
    return 0;
}
