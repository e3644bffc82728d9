// Four threads add to one counter under a mutex; none of the additions is lost.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static long counter;

static void *adds(void *argument) {
    long times = (long)argument;
    for (long i = 0; i < times; i++) {
        pthread_mutex_lock(&mutex);
        counter = counter + 1;
        pthread_mutex_unlock(&mutex);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, adds, (void *)5000L);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("counter %ld, destroy %d\n", counter, pthread_mutex_destroy(&mutex));
    return 0;
}
