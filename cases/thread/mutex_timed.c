// pthread_mutex_timedlock gives up at an absolute time.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *tries(void *argument) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 20 * 1000 * 1000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    printf("timedlock: %s\n", strerror(pthread_mutex_timedlock(&mutex, &until)));
    until.tv_nsec = -1;
    printf("bad time: %s\n", strerror(pthread_mutex_timedlock(&mutex, &until)));
    return argument;
}

int main(void) {
    pthread_t thread;
    struct timespec past = {0, 0};
    printf("free, past: %d\n", pthread_mutex_timedlock(&mutex, &past));
    pthread_create(&thread, NULL, tries, NULL);
    pthread_join(thread, NULL);
    pthread_mutex_unlock(&mutex);
    return 0;
}
