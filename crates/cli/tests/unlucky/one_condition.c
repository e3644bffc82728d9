// One condition variable for both sides and signal in place of broadcast: the signal may wake one of the own side.
// unlucky: deadlock
#include <pthread.h>
#include <stdio.h>

enum { ITEMS = 6 };
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int filled;

static void *produces(void *argument) {
    for (int i = 0; i < ITEMS; i++) {
        pthread_mutex_lock(&mutex);
        while (filled == 1) {
            pthread_cond_wait(&changed, &mutex);
        }
        filled = 1;
        pthread_cond_signal(&changed);
        pthread_mutex_unlock(&mutex);
    }
    return argument;
}

static void *consumes(void *argument) {
    for (int i = 0; i < ITEMS / 2; i++) {
        pthread_mutex_lock(&mutex);
        while (filled == 0) {
            pthread_cond_wait(&changed, &mutex);
        }
        filled = 0;
        pthread_cond_signal(&changed);
        pthread_mutex_unlock(&mutex);
    }
    return argument;
}

int main(void) {
    pthread_t threads[3];
    pthread_create(&threads[0], NULL, consumes, NULL);
    pthread_create(&threads[1], NULL, consumes, NULL);
    pthread_create(&threads[2], NULL, produces, NULL);
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("all consumed\n");
    return 0;
}
