// The same with an atomic counter: load, add and store are one instruction.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

atomic_int counter;

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
