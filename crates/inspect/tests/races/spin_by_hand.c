#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static int counter, lock;

static void *worker(void *unused) {
    (void)unused;
    for (int i = 0; i < 50; i++) {
        while (__sync_lock_test_and_set(&lock, 1)) {
            sched_yield();
        }
        counter++;
        __sync_lock_release(&lock);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        pthread_create(&threads[i], NULL, worker, NULL);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%d\n", counter);
}
