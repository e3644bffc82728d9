// Readers share a lock, a writer does not.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static long value;

static void *tries(void *argument) {
    int read = pthread_rwlock_tryrdlock(&lock);
    if (read == 0) {
        pthread_rwlock_unlock(&lock);
    }
    int write = pthread_rwlock_trywrlock(&lock);
    if (write == 0) {
        pthread_rwlock_unlock(&lock);
    }
    printf("  another thread: read \"%s\", write \"%s\"\n", strerror(read), strerror(write));
    return argument;
}

static void try_elsewhere(const char *when) {
    pthread_t thread;
    printf("%s\n", when);
    pthread_create(&thread, NULL, tries, NULL);
    pthread_join(thread, NULL);
}

static void *writes(void *argument) {
    for (int i = 0; i < 1000; i++) {
        pthread_rwlock_wrlock(&lock);
        value++;
        pthread_rwlock_unlock(&lock);
    }
    return argument;
}

static void *reads(void *argument) {
    long last = 0;
    for (int i = 0; i < 1000; i++) {
        pthread_rwlock_rdlock(&lock);
        if (value < last) {
            *(int *)argument = 1;
        }
        last = value;
        pthread_rwlock_unlock(&lock);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[4];
    int went_back = 0;
    try_elsewhere("free");
    pthread_rwlock_rdlock(&lock);
    pthread_rwlock_rdlock(&lock);
    try_elsewhere("read twice");
    pthread_rwlock_unlock(&lock);
    pthread_rwlock_unlock(&lock);
    pthread_rwlock_wrlock(&lock);
    try_elsewhere("written");
    printf("own: read \"%s\"", strerror(pthread_rwlock_rdlock(&lock)));
    printf(", write \"%s\"\n", strerror(pthread_rwlock_wrlock(&lock)));
    pthread_rwlock_unlock(&lock);
    for (int i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, i < 2 ? writes : reads, &went_back);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("value %ld, went back %d, destroy %d\n", value, went_back, pthread_rwlock_destroy(&lock));
    return 0;
}
