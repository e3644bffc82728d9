// A resource given back: who cannot get the second lock lets go of the first one and tries again,
// by trylock and by timedlock. No cycle lasts.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t locks[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static pthread_barrier_t both;
static int backed_off[2], use_timeout;

static int second(pthread_mutex_t *lock) {
    struct timespec until;
    if (!use_timeout) {
        return pthread_mutex_trylock(lock);
    }
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 5000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    return pthread_mutex_timedlock(lock, &until);
}

static void *work(void *argument) {
    int me = (int)(long)argument, met = 0;
    for (;;) {
        pthread_mutex_lock(&locks[me]);
        if (!met) {
            pthread_barrier_wait(&both);
            met = 1;
        }
        if (second(&locks[1 - me]) == 0) {
            break;
        }
        pthread_mutex_unlock(&locks[me]);
        backed_off[me]++;
        usleep(1000 + me * 7000);
    }
    pthread_mutex_unlock(&locks[1 - me]);
    pthread_mutex_unlock(&locks[me]);
    return 0;
}

int main(void) {
    pthread_barrier_init(&both, 0, 2);
    for (use_timeout = 0; use_timeout < 2; use_timeout++) {
        pthread_t threads[2];
        backed_off[0] = backed_off[1] = 0;
        for (long i = 0; i < 2; i++) {
            pthread_create(&threads[i], 0, work, (void *)i);
        }
        for (int i = 0; i < 2; i++) {
            pthread_join(threads[i], 0);
        }
        printf("%s: somebody backed off: %d, both are done\n", use_timeout ? "timedlock" : "trylock",
               backed_off[0] + backed_off[1] > 0);
    }
    return 0;
}
