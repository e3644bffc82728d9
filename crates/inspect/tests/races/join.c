#include <pthread.h>
#include <stdio.h>

static int counter;

static void *worker(void *unused) {
    (void)unused;
    counter++;
    return NULL;
}

int main(void) {
    counter = 1;
    for (int i = 0; i < 3; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, worker, NULL);
        pthread_join(thread, NULL);
    }
    printf("%d\n", counter);
}
