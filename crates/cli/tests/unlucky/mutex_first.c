// Bounded buffer: the producer takes the mutex before it waits for a place, so that nobody can make one.
// unlucky: deadlock
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { PLACES = 3, ITEMS = 6 };
static sem_t mutex, empty, full;
static int filled;

static void *produces(void *argument) {
    for (int i = 0; i < ITEMS; i++) {
        sem_wait(&mutex);
        sem_wait(&empty);
        filled++;
        sem_post(&full);
        sem_post(&mutex);
    }
    return argument;
}

static void *consumes(void *argument) {
    for (int i = 0; i < ITEMS; i++) {
        sem_wait(&full);
        sem_wait(&mutex);
        filled--;
        sem_post(&mutex);
        sem_post(&empty);
    }
    return argument;
}

int main(void) {
    pthread_t threads[2];
    sem_init(&mutex, 0, 1);
    sem_init(&empty, 0, PLACES);
    sem_init(&full, 0, 0);
    pthread_create(&threads[0], NULL, consumes, NULL);
    pthread_create(&threads[1], NULL, produces, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    printf("left %d\n", filled);
    return 0;
}
