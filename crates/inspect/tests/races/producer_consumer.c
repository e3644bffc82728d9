#include <pthread.h>
#include <stdio.h>

enum { SIZE = 4, MANY = 40 };
static int buffer[SIZE], first, count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER, not_empty = PTHREAD_COND_INITIALIZER;

static void *produce(void *unused) {
    (void)unused;
    for (int i = 0; i < MANY; i++) {
        pthread_mutex_lock(&lock);
        while (count == SIZE) {
            pthread_cond_wait(&not_full, &lock);
        }
        buffer[(first + count++) % SIZE] = i;
        pthread_cond_signal(&not_empty);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

int main(void) {
    pthread_t thread;
    int sum = 0;
    pthread_create(&thread, NULL, produce, NULL);
    for (int i = 0; i < MANY; i++) {
        pthread_mutex_lock(&lock);
        while (count == 0) {
            pthread_cond_wait(&not_empty, &lock);
        }
        sum += buffer[first];
        first = (first + 1) % SIZE;
        count--;
        pthread_cond_signal(&not_full);
        pthread_mutex_unlock(&lock);
    }
    pthread_join(thread, NULL);
    printf("%d\n", sum);
}
