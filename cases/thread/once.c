// pthread_once runs its function for the first caller only; the others wait until it is done.
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int times, ready;

static void start(void) {
    times++;
    usleep(10000);
    ready = 1;
}

static void *calls(void *argument) {
    pthread_once(&once, start);
    return (void *)(long)ready;
}

int main(void) {
    pthread_t threads[4];
    int all = 0;
    for (int i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, calls, NULL);
    }
    for (int i = 0; i < 4; i++) {
        void *result;
        pthread_join(threads[i], &result);
        all += (int)(long)result;
    }
    printf("run %d time, seen ready by %d threads, once again: %d\n", times, all, pthread_once(&once, start));
    return 0;
}
