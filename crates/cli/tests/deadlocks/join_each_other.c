// The worker joins the first thread, which joins the worker.
#include <pthread.h>

static pthread_t first;

static void *worker(void *unused) {
    pthread_join(first, NULL);
    return unused;
}

int main(void) {
    pthread_t thread;
    first = pthread_self();
    pthread_create(&thread, NULL, worker, NULL);
    pthread_join(thread, NULL);
    return 0;
}
