#include <pthread.h>
#include <stdio.h>

static void *worker(void *name) {
    for (int i = 0; i < 5; i++) {
        printf("%s %d\n", (char *)name, i);
    }
    return NULL;
}

int main(void) {
    pthread_t one, two;
    pthread_create(&one, NULL, worker, "one");
    pthread_create(&two, NULL, worker, "two");
    pthread_join(one, NULL);
    pthread_join(two, NULL);
}
