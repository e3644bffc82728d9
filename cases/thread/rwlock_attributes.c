// Attributes of readers-writer locks, barriers and spin locks; timed waits for a lock that is held.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static pthread_rwlock_t lock;

static void *waits(void *argument) {
    struct timespec past = {1, 0}, bad = {1, -1};
    printf("read: %s\n", strerror(pthread_rwlock_timedrdlock(&lock, &past)));
    printf("write: %s\n", strerror(pthread_rwlock_timedwrlock(&lock, &past)));
    printf("bad time: %s\n", strerror(pthread_rwlock_timedrdlock(&lock, &bad)));
    return argument;
}

int main(void) {
    pthread_rwlockattr_t attributes;
    pthread_barrierattr_t barrier;
    int value;
    pthread_rwlockattr_init(&attributes);
    pthread_rwlockattr_getkind_np(&attributes, &value);
    printf("prefers readers %d", value == PTHREAD_RWLOCK_PREFER_READER_NP);
    printf(", set %d", pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP));
    printf(", bad kind: %s\n", strerror(pthread_rwlockattr_setkind_np(&attributes, 99)));
    printf("bad sharing: %s\n", strerror(pthread_rwlockattr_setpshared(&attributes, 99)));
    pthread_rwlock_init(&lock, &attributes);
    pthread_rwlock_wrlock(&lock);
    pthread_t thread;
    pthread_create(&thread, NULL, waits, NULL);
    pthread_join(thread, NULL);
    pthread_rwlock_unlock(&lock);
    struct timespec past = {1, 0};
    printf("free: %d\n", pthread_rwlock_timedwrlock(&lock, &past));
    pthread_barrierattr_init(&barrier);
    pthread_barrierattr_getpshared(&barrier, &value);
    printf("barrier private %d, set %d\n", value == PTHREAD_PROCESS_PRIVATE,
           pthread_barrierattr_setpshared(&barrier, PTHREAD_PROCESS_SHARED));
    return 0;
}
