// A barrier for three, and only two come.
#include <pthread.h>

static pthread_barrier_t gate;

static void *walk(void *unused) {
    pthread_barrier_wait(&gate);
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_barrier_init(&gate, NULL, 3);
    pthread_create(&thread, NULL, walk, NULL);
    pthread_barrier_wait(&gate);
    pthread_join(thread, NULL);
    return 0;
}
