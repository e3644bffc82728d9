#include <pthread.h>
#include <stdlib.h>

static void *reader(void *argument) {
    volatile int *number = argument;
    int seen = *number;
    return seen == 3 ? NULL : argument;
}

int main(void) {
    int *number = malloc(sizeof *number);
    *number = 3;
    pthread_t thread;
    pthread_create(&thread, NULL, reader, number);
    for (volatile int i = 0; i < 100000; i++) {
    }
    free(number);
    pthread_join(thread, NULL);
}
