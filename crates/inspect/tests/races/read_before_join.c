#include <pthread.h>
#include <stdio.h>

static int counter;

static void *worker(void *unused) {
    (void)unused;
    counter++;
    return NULL;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    int seen = counter;
    pthread_join(thread, NULL);
    return seen > 1;
}
