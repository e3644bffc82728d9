// Bounded buffer with semaphores: empty and full count places, a mutex guards them.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { PLACES = 4, PRODUCERS = 2, CONSUMERS = 2, ITEMS = 50 };
static sem_t empty, full;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int buffer[PLACES], in, out, filled, broken;
static long sums[CONSUMERS];

static void *produces(void *argument) {
    for (int i = 1; i <= ITEMS; i++) {
        sem_wait(&empty);
        pthread_mutex_lock(&mutex);
        buffer[in] = i;
        in = (in + 1) % PLACES;
        broken |= ++filled > PLACES;
        pthread_mutex_unlock(&mutex);
        sem_post(&full);
    }
    return argument;
}

static void *consumes(void *argument) {
    long *sum = argument;
    for (int i = 0; i < ITEMS * PRODUCERS / CONSUMERS; i++) {
        sem_wait(&full);
        pthread_mutex_lock(&mutex);
        *sum += buffer[out];
        out = (out + 1) % PLACES;
        broken |= --filled < 0;
        pthread_mutex_unlock(&mutex);
        sem_post(&empty);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[PRODUCERS + CONSUMERS];
    sem_init(&empty, 0, PLACES);
    sem_init(&full, 0, 0);
    for (int i = 0; i < PRODUCERS; i++) {
        pthread_create(&threads[i], NULL, produces, NULL);
    }
    for (int i = 0; i < CONSUMERS; i++) {
        pthread_create(&threads[PRODUCERS + i], NULL, consumes, &sums[i]);
    }
    for (int i = 0; i < PRODUCERS + CONSUMERS; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("sum %ld, left %d, broken %d\n", sums[0] + sums[1], filled, broken);
    return 0;
}
