// One broadcast lets all waiters go; they then pass a turn around in order.
#include <pthread.h>
#include <stdio.h>

enum { THREADS = 5 };
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int waiting, open_gate, turn;

static void *waits(void *argument) {
    int number = (int)(long)argument;
    pthread_mutex_lock(&mutex);
    waiting++;
    pthread_cond_broadcast(&changed);
    while (!open_gate) {
        pthread_cond_wait(&changed, &mutex);
    }
    while (turn != number) {
        pthread_cond_wait(&changed, &mutex);
    }
    printf("turn of %d\n", number);
    turn++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    return NULL;
}

int main(void) {
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, waits, (void *)(THREADS - 1 - i));
    }
    pthread_mutex_lock(&mutex);
    while (waiting < THREADS) {
        pthread_cond_wait(&changed, &mutex);
    }
    printf("all %d wait\n", waiting);
    open_gate = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    return 0;
}
