// Readers-writer locks. The word counts readers, or is WRITER.
#include <errno.h>
#include <vitrine/thread.h>

enum { WRITER = 0x7fffffff };

static int readers_wait(const pthread_rwlock_t *lock) {
    return lock->__kind == PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP && lock->__waiting_writers > 0;
}

// Sleeps while the word is `seen`, with this thread counted as waiting.
static int wait_while(pthread_rwlock_t *lock, int seen, const struct timespec *until) {
    __atomic_add_fetch(&lock->__waiters, 1, __ATOMIC_SEQ_CST);
    long answer = until ? __futex_wait_until(&lock->__word, seen, CLOCK_REALTIME, until, lock->__shared)
                        : __futex_wait(&lock->__word, seen, lock->__shared);
    __atomic_sub_fetch(&lock->__waiters, 1, __ATOMIC_SEQ_CST);
    return answer == -ETIMEDOUT || answer == -EINVAL ? (int)-answer : 0;
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t *lock) {
    int seen = __atomic_load_n(&lock->__word, __ATOMIC_RELAXED);
    while (seen != WRITER && !(seen > 0 && readers_wait(lock))) {
        if (seen == WRITER - 1) {
            return EAGAIN;
        }
        if (__atomic_compare_exchange_n(&lock->__word, &seen, seen + 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
            __thread_took(lock, lock->__shared);
            return 0;
        }
    }
    return EBUSY;
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t *lock, const struct timespec *until) {
    int got;
    if (lock->__word == WRITER && lock->__writer == __thread_self()->tid) {
        return EDEADLK;
    }
    while ((got = pthread_rwlock_tryrdlock(lock)) == EBUSY) {
        int seen = __atomic_load_n(&lock->__word, __ATOMIC_RELAXED);
        if (seen == 0) {
            continue;
        }
        int problem = wait_while(lock, seen, until);
        if (problem) {
            return problem;
        }
    }
    return got;
}

int pthread_rwlock_rdlock(pthread_rwlock_t *lock) {
    return pthread_rwlock_timedrdlock(lock, NULL);
}

int pthread_rwlock_trywrlock(pthread_rwlock_t *lock) {
    int seen = 0;
    if (!__atomic_compare_exchange_n(&lock->__word, &seen, WRITER, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
        return EBUSY;
    }
    lock->__writer = __thread_self()->tid;
    return 0;
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t *lock, const struct timespec *until) {
    int problem = 0;
    if (lock->__word == WRITER && lock->__writer == __thread_self()->tid) {
        return EDEADLK;
    }
    __atomic_add_fetch(&lock->__waiting_writers, 1, __ATOMIC_SEQ_CST);
    while (problem == 0 && pthread_rwlock_trywrlock(lock) == EBUSY) {
        int seen = __atomic_load_n(&lock->__word, __ATOMIC_RELAXED);
        if (seen != 0) {
            problem = wait_while(lock, seen, until);
        }
    }
    __atomic_sub_fetch(&lock->__waiting_writers, 1, __ATOMIC_SEQ_CST);
    return problem;
}

int pthread_rwlock_wrlock(pthread_rwlock_t *lock) {
    return pthread_rwlock_timedwrlock(lock, NULL);
}

int pthread_rwlock_unlock(pthread_rwlock_t *lock) {
    if (lock->__word == WRITER) {
        lock->__writer = 0;
        __atomic_store_n(&lock->__word, 0, __ATOMIC_SEQ_CST);
    } else {
        __thread_gave(lock);
        if (__atomic_sub_fetch(&lock->__word, 1, __ATOMIC_SEQ_CST) != 0) {
            return 0;
        }
    }
    if (__atomic_load_n(&lock->__waiters, __ATOMIC_SEQ_CST) > 0) {
        __futex_wake(&lock->__word, __INT_MAX__, lock->__shared);
    }
    return 0;
}

int pthread_rwlock_init(pthread_rwlock_t *lock, const pthread_rwlockattr_t *attributes) {
    *lock = (pthread_rwlock_t)PTHREAD_RWLOCK_INITIALIZER;
    if (attributes) {
        lock->__shared = attributes->__shared;
        lock->__kind = attributes->__kind;
    }
    return 0;
}

int pthread_rwlock_destroy(pthread_rwlock_t *lock) {
    (void)lock;
    return 0;
}

int pthread_rwlockattr_init(pthread_rwlockattr_t *attributes) {
    attributes->__shared = attributes->__kind = 0;
    return 0;
}

int pthread_rwlockattr_destroy(pthread_rwlockattr_t *attributes) {
    (void)attributes;
    return 0;
}

int pthread_rwlockattr_setpshared(pthread_rwlockattr_t *attributes, int shared) {
    if (shared != 0 && shared != 1) {
        return EINVAL;
    }
    attributes->__shared = shared;
    return 0;
}

int pthread_rwlockattr_getpshared(const pthread_rwlockattr_t *attributes, int *shared) {
    *shared = attributes->__shared;
    return 0;
}

int pthread_rwlockattr_setkind_np(pthread_rwlockattr_t *attributes, int kind) {
    if (kind < 0 || kind > PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP) {
        return EINVAL;
    }
    attributes->__kind = kind;
    return 0;
}

int pthread_rwlockattr_getkind_np(const pthread_rwlockattr_t *attributes, int *kind) {
    *kind = attributes->__kind;
    return 0;
}
