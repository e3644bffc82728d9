// Two transfers take the same two locks in opposite order.
// unlucky: deadlock
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static int first = 100, second = 100;

static void *there(void *argument) {
    for (int i = 0; i < 3; i++) {
        pthread_mutex_lock(&a);
        pthread_mutex_lock(&b);
        first--;
        second++;
        pthread_mutex_unlock(&b);
        pthread_mutex_unlock(&a);
    }
    return argument;
}

static void *back(void *argument) {
    for (int i = 0; i < 3; i++) {
        pthread_mutex_lock(&b);
        pthread_mutex_lock(&a);
        first++;
        second--;
        pthread_mutex_unlock(&a);
        pthread_mutex_unlock(&b);
    }
    return argument;
}

int main(void) {
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, there, NULL);
    pthread_create(&threads[1], NULL, back, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    printf("%d %d\n", first, second);
    return 0;
}
