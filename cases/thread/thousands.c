// A thousand threads (or as many as the argument says, up to 10,000) at the same time: all wait for one condition, are let go
// together, and are joined.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { MOST = 10000 };
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t go = PTHREAD_COND_INITIALIZER, all_here = PTHREAD_COND_INITIALIZER;
static int here, may_go, count = 1000;
static pthread_t threads[MOST];

static void *waits(void *argument) {
    pthread_mutex_lock(&mutex);
    if (++here == count) {
        pthread_cond_signal(&all_here);
    }
    while (!may_go) {
        pthread_cond_wait(&go, &mutex);
    }
    pthread_mutex_unlock(&mutex);
    return argument;
}

int main(int argc, char **argv) {
    if (argc > 1 && atoi(argv[1]) > 0 && atoi(argv[1]) <= MOST) {
        count = atoi(argv[1]);
    }
    pthread_attr_t attributes;
    long sum = 0;
    struct rlimit limit;
    getrlimit(RLIMIT_NPROC, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NPROC, &limit);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 16384);
    for (long i = 0; i < count; i++) {
        int error = pthread_create(&threads[i], &attributes, waits, (void *)i);
        if (error) {
            printf("thread %ld: %s\n", i, strerror(error));
            return 1;
        }
    }
    pthread_mutex_lock(&mutex);
    while (here < count) {
        pthread_cond_wait(&all_here, &mutex);
    }
    may_go = 1;
    pthread_cond_broadcast(&go);
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < count; i++) {
        void *result;
        pthread_join(threads[i], &result);
        sum += (long)result;
    }
    printf("%d at once, sum %ld\n", here, sum);
    return 0;
}
