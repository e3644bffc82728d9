#include <pthread.h>
#include <stdio.h>

static void *fill(void *argument) {
    int *numbers = argument;
    for (int i = 0; i < 8; i++) {
        numbers[i] = i;
    }
    return NULL;
}

// Two threads, two halves of a local; then stacks of threads that have ended serve new ones.
int main(void) {
    int sum = 0;
    for (int round = 0; round < 3; round++) {
        int numbers[16];
        pthread_t one, two;
        pthread_create(&one, NULL, fill, numbers);
        pthread_create(&two, NULL, fill, numbers + 8);
        pthread_join(one, NULL);
        pthread_join(two, NULL);
        for (int i = 0; i < 16; i++) {
            sum += numbers[i];
        }
    }
    printf("%d\n", sum);
}
