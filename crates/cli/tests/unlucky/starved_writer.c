// Readers first: as long as one reads, others join; the writer may have to wait until all readers are done.
// unlucky: exit 1
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { READERS = 2, ROUNDS = 10 };
static sem_t counts, writing;
static int readers, left = READERS * ROUNDS, asked, starved;

static void *reads(void *argument) {
    for (int round = 0; round < ROUNDS; round++) {
        sem_wait(&counts);
        if (++readers == 1) {
            sem_wait(&writing);
        }
        sem_post(&counts);
        for (volatile int i = 0; i < 20; i++) {
        }
        sem_wait(&counts);
        left--;
        if (--readers == 0) {
            sem_post(&writing);
        }
        sem_post(&counts);
    }
    return argument;
}

static void *writes(void *argument) {
    asked = __atomic_load_n(&left, __ATOMIC_SEQ_CST);
    sem_wait(&writing);
    // Most of the readings were still to come when it asked, and all were let by.
    starved = asked > READERS * ROUNDS / 2 && left == 0;
    sem_post(&writing);
    return argument;
}

int main(void) {
    pthread_t threads[READERS + 1];
    sem_init(&counts, 0, 1);
    sem_init(&writing, 0, 1);
    for (int i = 0; i < READERS; i++) {
        pthread_create(&threads[i], NULL, reads, NULL);
    }
    pthread_create(&threads[READERS], NULL, writes, NULL);
    for (int i = 0; i < READERS + 1; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("the writer asked with %d readings ahead; starved: %d\n", asked, starved);
    return starved;
}
