// Mutexes: the word is 0 free, 1 locked, 2 locked and waited for. The owner is kept for the kinds that ask for it.
#include <errno.h>
#include <vitrine/thread.h>

static int shared(const pthread_mutex_t *mutex) {
    return mutex->__kind & MUTEX_SHARED;
}

static int is_owned(const pthread_mutex_t *mutex) {
    return mutex->__kind & (MUTEX_ROBUST | MUTEX_INHERIT);
}

static int take(pthread_mutex_t *mutex) {
    int seen = 0;
    return __atomic_compare_exchange_n(&mutex->__word, &seen, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

static int wait_for(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until) {
    while (__atomic_exchange_n(&mutex->__word, 2, __ATOMIC_ACQUIRE) != 0) {
        long answer = until ? __futex_wait_until(&mutex->__word, 2, clock, until, shared(mutex))
                            : __futex_wait(&mutex->__word, 2, shared(mutex));
        if (answer == -ETIMEDOUT || answer == -EINVAL) {
            return (int)-answer;
        }
    }
    return 0;
}

// 0 to go on with the lock, -1 if it is held already and counted, or the error.
static int relock(pthread_mutex_t *mutex, int tid) {
    int type = mutex->__kind & MUTEX_TYPE;
    if (mutex->__owner != tid || type == PTHREAD_MUTEX_NORMAL || type == PTHREAD_MUTEX_ADAPTIVE_NP) {
        return 0;
    }
    if (type == PTHREAD_MUTEX_ERRORCHECK) {
        return EDEADLK;
    }
    if (mutex->__count == __INT_MAX__) {
        return EAGAIN;
    }
    mutex->__count++;
    return -1;
}

int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until) {
    if (is_owned(mutex)) {
        return __mutex_lock_owned(mutex, clock, until);
    }
    int tid = __thread_self()->tid;
    int again = relock(mutex, tid);
    if (again != 0) {
        return again < 0 ? 0 : again;
    }
    if (!take(mutex)) {
        int problem = wait_for(mutex, clock, until);
        if (problem) {
            return problem;
        }
    }
    mutex->__owner = tid;
    mutex->__count = 1;
    return 0;
}

int pthread_mutex_lock(pthread_mutex_t *mutex) {
    return pthread_mutex_clocklock(mutex, CLOCK_REALTIME, NULL);
}

int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *until) {
    return pthread_mutex_clocklock(mutex, CLOCK_REALTIME, until);
}

int pthread_mutex_trylock(pthread_mutex_t *mutex) {
    if (is_owned(mutex)) {
        return __mutex_trylock_owned(mutex);
    }
    int tid = __thread_self()->tid;
    // Trying an error-checking mutex of one's own is only busy: pthread_mutex_trylock(3).
    if ((mutex->__kind & MUTEX_TYPE) == PTHREAD_MUTEX_RECURSIVE) {
        int again = relock(mutex, tid);
        if (again != 0) {
            return again < 0 ? 0 : again;
        }
    }
    if (!take(mutex)) {
        return EBUSY;
    }
    mutex->__owner = tid;
    mutex->__count = 1;
    return 0;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex) {
    if (is_owned(mutex)) {
        return __mutex_unlock_owned(mutex);
    }
    int type = mutex->__kind & MUTEX_TYPE;
    if (type == PTHREAD_MUTEX_RECURSIVE || type == PTHREAD_MUTEX_ERRORCHECK) {
        if (mutex->__owner != __thread_self()->tid || mutex->__word == 0) {
            return EPERM;
        }
        if (type == PTHREAD_MUTEX_RECURSIVE && --mutex->__count > 0) {
            return 0;
        }
    }
    mutex->__owner = 0;
    mutex->__count = 0;
    if (__atomic_exchange_n(&mutex->__word, 0, __ATOMIC_RELEASE) == 2) {
        __futex_wake(&mutex->__word, 1, shared(mutex));
    }
    return 0;
}

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes) {
    *mutex = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    mutex->__kind = attributes ? attributes->__kind : 0;
    return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *mutex) {
    return mutex->__word != 0 && !is_owned(mutex) ? EBUSY : 0;
}
