// Somebody waits far behind in a long array, and another mutex has no type in sight.
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t many[5000];
static void *hidden;

static void *other(void *unused) {
    pthread_mutex_lock(hidden);
    return unused;
}

int main(void) {
    pthread_t thread;
    hidden = calloc(1, sizeof(pthread_mutex_t));
    pthread_mutex_lock(hidden);
    pthread_mutex_lock(&many[4321]);
    pthread_create(&thread, NULL, other, NULL);
    pthread_mutex_lock(&many[4321]);
    return 0;
}
