// Readers and writers, writers first: who waits to write keeps new readers out; readers can starve.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { READERS = 3, WRITERS = 2, ROUNDS = 20 };
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t may_read = PTHREAD_COND_INITIALIZER, may_write = PTHREAD_COND_INITIALIZER;
static int readers, writer, waiting_writers;

static void set_up(void) {
}

static void begin_reading(void) {
    pthread_mutex_lock(&mutex);
    while (writer || waiting_writers > 0) {
        pthread_cond_wait(&may_read, &mutex);
    }
    readers++;
    pthread_mutex_unlock(&mutex);
}

static void end_reading(void) {
    pthread_mutex_lock(&mutex);
    if (--readers == 0) {
        pthread_cond_signal(&may_write);
    }
    pthread_mutex_unlock(&mutex);
}

static void begin_writing(void) {
    pthread_mutex_lock(&mutex);
    waiting_writers++;
    while (writer || readers > 0) {
        pthread_cond_wait(&may_write, &mutex);
    }
    waiting_writers--;
    writer = 1;
    pthread_mutex_unlock(&mutex);
}

static void end_writing(void) {
    pthread_mutex_lock(&mutex);
    writer = 0;
    if (waiting_writers > 0) {
        pthread_cond_signal(&may_write);
    } else {
        pthread_cond_broadcast(&may_read);
    }
    pthread_mutex_unlock(&mutex);
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
