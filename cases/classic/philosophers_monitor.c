// Dining philosophers with a monitor: a philosopher eats when neither neighbour does; who has eaten tells the neighbours.
#include <pthread.h>
#include <stdio.h>

enum { SEATS = 5, MEALS = 10, THINKING = 0, HUNGRY, EATING };
static pthread_mutex_t monitor = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t self[SEATS];
static int state[SEATS], eaten[SEATS], broken;

static int left_of(int seat) {
    return (seat + SEATS - 1) % SEATS;
}

static int right_of(int seat) {
    return (seat + 1) % SEATS;
}

static void test(int seat) {
    if (state[seat] == HUNGRY && state[left_of(seat)] != EATING && state[right_of(seat)] != EATING) {
        state[seat] = EATING;
        pthread_cond_signal(&self[seat]);
    }
}

static void *dines(void *argument) {
    int seat = (int)(long)argument;
    for (int meal = 0; meal < MEALS; meal++) {
        pthread_mutex_lock(&monitor);
        state[seat] = HUNGRY;
        test(seat);
        while (state[seat] != EATING) {
            pthread_cond_wait(&self[seat], &monitor);
        }
        pthread_mutex_unlock(&monitor);
        eaten[seat]++;
        pthread_mutex_lock(&monitor);
        broken |= state[left_of(seat)] == EATING || state[right_of(seat)] == EATING;
        state[seat] = THINKING;
        test(left_of(seat));
        test(right_of(seat));
        pthread_mutex_unlock(&monitor);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[SEATS];
    for (int i = 0; i < SEATS; i++) {
        pthread_cond_init(&self[i], NULL);
    }
    for (long i = 0; i < SEATS; i++) {
        pthread_create(&threads[i], NULL, dines, (void *)i);
    }
    for (int i = 0; i < SEATS; i++) {
        pthread_join(threads[i], NULL);
        printf("philosopher %d ate %d times\n", i, eaten[i]);
    }
    printf("neighbours ate together: %d\n", broken);
    return 0;
}
