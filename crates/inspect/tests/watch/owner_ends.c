// A thread ends with a lock that another one waits for, and main goes on without them.
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *forgets(void *nothing) {
    pthread_mutex_lock(&lock);
    usleep(2000);
    return nothing;
}

static void *waits(void *nothing) {
    usleep(500);
    pthread_mutex_lock(&lock);
    return nothing;
}

int main(void) {
    pthread_t threads[2];
    pthread_create(&threads[0], 0, forgets, 0);
    pthread_create(&threads[1], 0, waits, 0);
    usleep(5000);
    puts("main ends");
    return 0;
}
