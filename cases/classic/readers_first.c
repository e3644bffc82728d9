// Readers and writers, readers first: as long as somebody reads, others may join; writers can starve (Courtois, Heymans, Parnas 1971).
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { READERS = 3, WRITERS = 2, ROUNDS = 20 };
static sem_t counts, writing;
static int readers;

static void set_up(void) {
    sem_init(&counts, 0, 1);
    sem_init(&writing, 0, 1);
}

static void begin_reading(void) {
    sem_wait(&counts);
    if (++readers == 1) {
        sem_wait(&writing);
    }
    sem_post(&counts);
}

static void end_reading(void) {
    sem_wait(&counts);
    if (--readers == 0) {
        sem_post(&writing);
    }
    sem_post(&counts);
}

static void begin_writing(void) {
    sem_wait(&writing);
}

static void end_writing(void) {
    sem_post(&writing);
}

static int first, second, torn, writes;

static void *reads(void *argument) {
    for (int round = 0; round < ROUNDS; round++) {
        begin_reading();
        if (first != second) {
            __atomic_store_n(&torn, 1, __ATOMIC_SEQ_CST);
        }
        end_reading();
    }
    return argument;
}

static void *writes_both(void *argument) {
    for (int round = 0; round < ROUNDS; round++) {
        begin_writing();
        first++;
        writes++;
        second++;
        end_writing();
    }
    return argument;
}

int main(void) {
    pthread_t threads[READERS + WRITERS];
    set_up();
    for (int i = 0; i < READERS + WRITERS; i++) {
        pthread_create(&threads[i], NULL, i < READERS ? reads : writes_both, NULL);
    }
    for (int i = 0; i < READERS + WRITERS; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%d writes, both are %d and %d, torn reads: %d\n", writes, first, second, torn);
    return 0;
}
