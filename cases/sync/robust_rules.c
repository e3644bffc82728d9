// A robust mutex whose owner ended: EOWNERDEAD from lock, trylock and timedlock; unlocked inconsistent it is ENOTRECOVERABLE.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static pthread_mutex_t mutex;

static void *abandons(void *argument) {
    pthread_mutex_lock(&mutex);
    return argument;
}

static void abandon(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, abandons, NULL);
    pthread_join(thread, NULL);
}

static void told(const char *what, int result) {
    printf("%s: %s\n", what, strerror(result));
}

int main(void) {
    pthread_mutexattr_t attributes;
    struct timespec until = {0, 0};
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&mutex, &attributes);
    told("consistent without need", pthread_mutex_consistent(&mutex));
    abandon();
    told("trylock", pthread_mutex_trylock(&mutex));
    told("consistent", pthread_mutex_consistent(&mutex));
    told("unlock", pthread_mutex_unlock(&mutex));
    told("lock", pthread_mutex_lock(&mutex));
    told("unlock", pthread_mutex_unlock(&mutex));
    abandon();
    told("timedlock", pthread_mutex_timedlock(&mutex, &until));
    told("unlock as it is", pthread_mutex_unlock(&mutex));
    told("lock", pthread_mutex_lock(&mutex));
    told("trylock", pthread_mutex_trylock(&mutex));
    told("consistent", pthread_mutex_consistent(&mutex));
    told("destroy", pthread_mutex_destroy(&mutex));
    return 0;
}
