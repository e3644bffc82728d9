// Readers-writers locks: EDEADLK for one's own write lock, EBUSY from try, ETIMEDOUT, upgrade does not exist.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void told(const char *what, int result) {
    printf("%s: %s\n", what, strerror(result));
}

static void *other(void *argument) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    told("other: tryrdlock", pthread_rwlock_tryrdlock(&lock));
    told("other: trywrlock", pthread_rwlock_trywrlock(&lock));
    told("other: timedrdlock", pthread_rwlock_timedrdlock(&lock, &until));
    told("other: timedwrlock", pthread_rwlock_timedwrlock(&lock, &until));
    return argument;
}

static void look(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, other, NULL);
    pthread_join(thread, NULL);
}

int main(void) {
    told("wrlock", pthread_rwlock_wrlock(&lock));
    told("wrlock again", pthread_rwlock_wrlock(&lock));
    told("rdlock of mine", pthread_rwlock_rdlock(&lock));
    told("trywrlock", pthread_rwlock_trywrlock(&lock));
    look();
    told("unlock", pthread_rwlock_unlock(&lock));
    told("rdlock", pthread_rwlock_rdlock(&lock));
    told("rdlock again", pthread_rwlock_rdlock(&lock));
    told("trywrlock, an upgrade", pthread_rwlock_trywrlock(&lock));
    pthread_rwlock_unlock(&lock);
    pthread_rwlock_unlock(&lock);
    told("trywrlock of a free one", pthread_rwlock_trywrlock(&lock));
    pthread_rwlock_unlock(&lock);
    return 0;
}
