// An initialisation that needs itself.
#include <pthread.h>

static pthread_once_t ready = PTHREAD_ONCE_INIT;

static void prepare(void) {
    pthread_once(&ready, prepare);
}

int main(void) {
    pthread_once(&ready, prepare);
    return 0;
}
