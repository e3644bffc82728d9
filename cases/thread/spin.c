// Spin locks.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_spinlock_t lock;
static long counter;

static void *adds(void *argument) {
    for (int i = 0; i < 2000; i++) {
        pthread_spin_lock(&lock);
        counter++;
        pthread_spin_unlock(&lock);
    }
    return argument;
}

int main(void) {
    pthread_t threads[3];
    printf("init %d\n", pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE));
    printf("trylock %d", pthread_spin_trylock(&lock));
    printf(", again: %s\n", strerror(pthread_spin_trylock(&lock)));
    pthread_spin_unlock(&lock);
    for (int i = 0; i < 3; i++) {
        pthread_create(&threads[i], NULL, adds, NULL);
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("counter %ld, destroy %d\n", counter, pthread_spin_destroy(&lock));
    return 0;
}
