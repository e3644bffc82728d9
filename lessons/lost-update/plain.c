// Two threads count together, each 5,000 times.
#include <pthread.h>
#include <stdio.h>

int counter;

static void *count(void *unused) {
    for (int i = 0; i < 5000; i++) {
        counter++;
    }
    return unused;
}

int main(void) {
    pthread_t one, two;
    pthread_create(&one, NULL, count, NULL);
    pthread_create(&two, NULL, count, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    printf("%d of 10000\n", counter);
    return 0;
}
