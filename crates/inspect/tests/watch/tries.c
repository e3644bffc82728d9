// As polite.c, but each thread counts its tries on its own stack: no state ever comes back whole.
#include <pthread.h>
#include <unistd.h>

pthread_mutex_t locks[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};

static void *polite(void *argument) {
    int me = (int)(long)argument;
    for (volatile int tries = 0; tries < 1000000; tries++) {
        pthread_mutex_lock(&locks[me]);
        usleep(1000);
        if (pthread_mutex_trylock(&locks[1 - me]) == 0) {
            break;
        }
        usleep(1000);
        pthread_mutex_unlock(&locks[me]);
        usleep(1000);
    }
    return 0;
}

int main(void) {
    pthread_t threads[2];
    for (long i = 0; i < 2; i++) {
        pthread_create(&threads[i], 0, polite, (void *)i);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], 0);
    }
    return 0;
}
