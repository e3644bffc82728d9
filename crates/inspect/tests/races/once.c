#include <pthread.h>
#include <stdio.h>

static int value;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void begin(void) {
    value = 42;
}

static void *worker(void *unused) {
    (void)unused;
    pthread_once(&once, begin);
    return value == 42 ? NULL : &value;
}

int main(void) {
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) {
        pthread_create(&threads[i], NULL, worker, NULL);
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%d\n", value);
}
