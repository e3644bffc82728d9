// Condition variables: a waiter sleeps until the sequence number is no longer the one it saw while it held the mutex.
#include <errno.h>
#include <vitrine/thread.h>

enum { COND_MONOTONIC = 1, COND_SHARED = 2 };

static int wait_until(pthread_cond_t *cond, pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until) {
    int shared = cond->__flags & COND_SHARED;
    if (until && (until->tv_nsec < 0 || until->tv_nsec >= 1000000000)) {
        return EINVAL;
    }
    int seen = __atomic_load_n(&cond->__sequence, __ATOMIC_RELAXED);
    __atomic_add_fetch(&cond->__waiters, 1, __ATOMIC_SEQ_CST);
    struct __pthread *self = __thread_self();
    self->returns_to = mutex;
    int problem = pthread_mutex_unlock(mutex);
    long answer = 0;
    if (problem == 0) {
        do {
            answer = __futex_wait_cancelled(&cond->__sequence, seen, clock, until, shared);
        } while (answer == -EINTR && __atomic_load_n(&cond->__sequence, __ATOMIC_RELAXED) == seen);
    }
    __atomic_sub_fetch(&cond->__waiters, 1, __ATOMIC_SEQ_CST);
    self->returns_to = NULL;
    if (problem) {
        return problem;
    }
    problem = pthread_mutex_lock(mutex);
    // Clean-up functions find the mutex locked: pthread_cond_wait(3).
    if (answer == -ECANCELED) {
        __thread_cancel();
    }
    return problem ? problem : answer == -ETIMEDOUT ? ETIMEDOUT : 0;
}

int pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex) {
    return wait_until(cond, mutex, CLOCK_REALTIME, NULL);
}

int pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex, const struct timespec *until) {
    return wait_until(cond, mutex, cond->__flags & COND_MONOTONIC ? CLOCK_MONOTONIC : CLOCK_REALTIME, until);
}

int pthread_cond_clockwait(pthread_cond_t *cond, pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until) {
    return wait_until(cond, mutex, clock, until);
}

static int wake(pthread_cond_t *cond, int count) {
    if (__atomic_load_n(&cond->__waiters, __ATOMIC_SEQ_CST) > 0) {
        __atomic_add_fetch(&cond->__sequence, 1, __ATOMIC_SEQ_CST);
        __futex_wake(&cond->__sequence, count, cond->__flags & COND_SHARED);
    }
    return 0;
}

int pthread_cond_signal(pthread_cond_t *cond) {
    return wake(cond, 1);
}

int pthread_cond_broadcast(pthread_cond_t *cond) {
    return wake(cond, __INT_MAX__);
}

int pthread_cond_init(pthread_cond_t *cond, const pthread_condattr_t *attributes) {
    *cond = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
    cond->__flags = attributes ? attributes->__flags : 0;
    return 0;
}

int pthread_cond_destroy(pthread_cond_t *cond) {
    (void)cond;
    return 0;
}

int pthread_condattr_init(pthread_condattr_t *attributes) {
    attributes->__flags = 0;
    return 0;
}

int pthread_condattr_destroy(pthread_condattr_t *attributes) {
    (void)attributes;
    return 0;
}

int pthread_condattr_setclock(pthread_condattr_t *attributes, clockid_t clock) {
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC) {
        return EINVAL;
    }
    attributes->__flags = (attributes->__flags & ~COND_MONOTONIC) | (clock == CLOCK_MONOTONIC ? COND_MONOTONIC : 0);
    return 0;
}

int pthread_condattr_getclock(const pthread_condattr_t *attributes, clockid_t *clock) {
    *clock = attributes->__flags & COND_MONOTONIC ? CLOCK_MONOTONIC : CLOCK_REALTIME;
    return 0;
}

int pthread_condattr_setpshared(pthread_condattr_t *attributes, int shared) {
    if (shared != 0 && shared != 1) {
        return EINVAL;
    }
    attributes->__flags = (attributes->__flags & ~COND_SHARED) | (shared ? COND_SHARED : 0);
    return 0;
}

int pthread_condattr_getpshared(const pthread_condattr_t *attributes, int *shared) {
    *shared = (attributes->__flags & COND_SHARED) != 0;
    return 0;
}
