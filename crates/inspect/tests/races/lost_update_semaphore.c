#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static int counter;
static sem_t lock;

static void *worker(void *unused) {
    (void)unused;
    for (int i = 0; i < 100; i++) {
        sem_wait(&lock);
        counter++;
        sem_post(&lock);
    }
    return NULL;
}

int main(void) {
    sem_init(&lock, 0, 1);
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        pthread_create(&threads[i], NULL, worker, NULL);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%d\n", counter);
}
