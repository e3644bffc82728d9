#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct settings {
    int size;
};
static struct settings *settings;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct settings *get(void) {
    if (!settings) {
        pthread_mutex_lock(&lock);
        if (!settings) {
            struct settings *fresh = malloc(sizeof *fresh);
            fresh->size = 7;
            settings = fresh;
        }
        pthread_mutex_unlock(&lock);
    }
    return settings;
}

static void *worker(void *sum) {
    *(int *)sum = get()->size;
    return NULL;
}

int main(void) {
    pthread_t threads[2];
    int sizes[2];
    for (int i = 0; i < 2; i++) {
        pthread_create(&threads[i], NULL, worker, &sizes[i]);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%d\n", sizes[0] + sizes[1]);
    free(settings);
}
