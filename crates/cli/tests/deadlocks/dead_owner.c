// A thread ends with the lock; nobody can unlock it any more.
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *forgetful(void *unused) {
    pthread_mutex_lock(&lock);
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, forgetful, NULL);
    pthread_join(thread, NULL);
    pthread_mutex_lock(&lock);
    return 0;
}
