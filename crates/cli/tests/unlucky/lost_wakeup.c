// The flag is looked at outside the lock: the signal may come between the look and the wait, and is lost.
// unlucky: deadlock
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static volatile int happened;

static void *waits(void *argument) {
    if (!happened) {
        pthread_mutex_lock(&mutex);
        pthread_cond_wait(&cond, &mutex);
        pthread_mutex_unlock(&mutex);
    }
    return argument;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, waits, NULL);
    happened = 1;
    pthread_cond_signal(&cond);
    pthread_join(thread, NULL);
    printf("seen\n");
    return 0;
}
