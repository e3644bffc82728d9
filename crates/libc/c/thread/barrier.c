// Barriers: the last to arrive begins the next round and wakes the others.
#include <errno.h>
#include <limits.h>
#include <vitrine/thread.h>

int pthread_barrier_init(pthread_barrier_t *barrier, const pthread_barrierattr_t *attributes, unsigned count) {
    if (count == 0 || count > INT_MAX) {
        return EINVAL;
    }
    *barrier = (pthread_barrier_t){.__count = (int)count, .__shared = attributes ? attributes->__shared : 0};
    return 0;
}

int pthread_barrier_wait(pthread_barrier_t *barrier) {
    int round = __atomic_load_n(&barrier->__round, __ATOMIC_ACQUIRE);
    int shared = barrier->__shared;
    __atomic_add_fetch(&barrier->__leaving, 1, __ATOMIC_ACQ_REL);
    int last = __atomic_add_fetch(&barrier->__arrived, 1, __ATOMIC_ACQ_REL) == barrier->__count;
    if (last) {
        __atomic_store_n(&barrier->__arrived, 0, __ATOMIC_RELEASE);
        __atomic_add_fetch(&barrier->__round, 1, __ATOMIC_ACQ_REL);
        __futex_wake(&barrier->__round, INT_MAX, shared);
    } else {
        while (__atomic_load_n(&barrier->__round, __ATOMIC_ACQUIRE) == round) {
            __futex_wait(&barrier->__round, round, shared);
        }
    }
    // pthread_barrier_destroy waits for those who are on their way out.
    if (__atomic_sub_fetch(&barrier->__leaving, 1, __ATOMIC_ACQ_REL) == 0) {
        __futex_wake(&barrier->__leaving, 1, shared);
    }
    return last ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
}

int pthread_barrier_destroy(pthread_barrier_t *barrier) {
    int left;
    while ((left = __atomic_load_n(&barrier->__leaving, __ATOMIC_ACQUIRE)) > 0) {
        if (__atomic_load_n(&barrier->__arrived, __ATOMIC_ACQUIRE) > 0) {
            return EBUSY;
        }
        __futex_wait(&barrier->__leaving, left, barrier->__shared);
    }
    return 0;
}

int pthread_barrierattr_init(pthread_barrierattr_t *attributes) {
    attributes->__shared = 0;
    return 0;
}

int pthread_barrierattr_destroy(pthread_barrierattr_t *attributes) {
    (void)attributes;
    return 0;
}

int pthread_barrierattr_setpshared(pthread_barrierattr_t *attributes, int shared) {
    if (shared != 0 && shared != 1) {
        return EINVAL;
    }
    attributes->__shared = shared;
    return 0;
}

int pthread_barrierattr_getpshared(const pthread_barrierattr_t *attributes, int *shared) {
    *shared = attributes->__shared;
    return 0;
}
