// Dining philosophers with a waiter: a semaphore lets at most four of five to the table (Dijkstra).
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { SEATS = 5, MEALS = 10 };
static sem_t forks[SEATS], table;
static int eaten[SEATS], seated, most;

static void *dines(void *argument) {
    int seat = (int)(long)argument;
    for (int meal = 0; meal < MEALS; meal++) {
        sem_wait(&table);
        int now = __atomic_add_fetch(&seated, 1, __ATOMIC_SEQ_CST);
        if (now > SEATS - 1) {
            most = now;
        }
        sem_wait(&forks[seat]);
        sem_wait(&forks[(seat + 1) % SEATS]);
        eaten[seat]++;
        sem_post(&forks[(seat + 1) % SEATS]);
        sem_post(&forks[seat]);
        __atomic_sub_fetch(&seated, 1, __ATOMIC_SEQ_CST);
        sem_post(&table);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[SEATS];
    sem_init(&table, 0, SEATS - 1);
    for (int i = 0; i < SEATS; i++) {
        sem_init(&forks[i], 0, 1);
    }
    for (long i = 0; i < SEATS; i++) {
        pthread_create(&threads[i], NULL, dines, (void *)i);
    }
    for (int i = 0; i < SEATS; i++) {
        pthread_join(threads[i], NULL);
        printf("philosopher %d ate %d times\n", i, eaten[i]);
    }
    printf("five at the table: %d\n", most);
    return 0;
}
