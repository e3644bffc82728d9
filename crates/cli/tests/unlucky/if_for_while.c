// A consumer waits with `if`: when it goes on, another one may have taken what it was woken for.
// unlucky: exit 1
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER;
static int filled, broken;

static void *consumes(void *argument) {
    for (int i = 0; i < 4; i++) {
        pthread_mutex_lock(&mutex);
        if (filled == 0) {
            pthread_cond_wait(&not_empty, &mutex);
        }
        broken |= filled == 0;
        filled--;
        pthread_mutex_unlock(&mutex);
    }
    return argument;
}

int main(void) {
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, consumes, NULL);
    pthread_create(&threads[1], NULL, consumes, NULL);
    for (int i = 0; i < 8; i++) {
        pthread_mutex_lock(&mutex);
        filled++;
        pthread_cond_signal(&not_empty);
        pthread_mutex_unlock(&mutex);
    }
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    printf("took from an empty buffer: %d\n", broken);
    return broken;
}
