// A robust mutex outlives its owner: the next one hears EOWNERDEAD and may make it consistent.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t mutex;

static void *dies(void *argument) {
    pthread_mutex_lock(&mutex);
    return argument;
}

static void let_die(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, dies, NULL);
    pthread_join(thread, NULL);
}

int main(void) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    printf("setrobust %d\n", pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST));
    pthread_mutex_init(&mutex, &attributes);
    printf("lock %d, ", pthread_mutex_lock(&mutex));
    printf("unlock %d\n", pthread_mutex_unlock(&mutex));
    let_die();
    printf("lock: %s\n", strerror(pthread_mutex_lock(&mutex)));
    printf("consistent %d, ", pthread_mutex_consistent(&mutex));
    printf("unlock %d\n", pthread_mutex_unlock(&mutex));
    printf("lock %d, ", pthread_mutex_lock(&mutex));
    printf("consistent: %s, ", strerror(pthread_mutex_consistent(&mutex)));
    printf("unlock %d\n", pthread_mutex_unlock(&mutex));
    let_die();
    printf("lock: %s\n", strerror(pthread_mutex_lock(&mutex)));
    printf("unlock %d\n", pthread_mutex_unlock(&mutex));
    printf("lock: %s\n", strerror(pthread_mutex_lock(&mutex)));
    printf("trylock: %s\n", strerror(pthread_mutex_trylock(&mutex)));
    return 0;
}
