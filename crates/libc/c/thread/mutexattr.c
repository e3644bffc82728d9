#include <errno.h>
#include <vitrine/thread.h>

int pthread_mutexattr_init(pthread_mutexattr_t *attributes) {
    attributes->__kind = 0;
    return 0;
}

int pthread_mutexattr_destroy(pthread_mutexattr_t *attributes) {
    (void)attributes;
    return 0;
}

static int set(pthread_mutexattr_t *attributes, int bits, int value) {
    attributes->__kind = (attributes->__kind & ~bits) | value;
    return 0;
}

int pthread_mutexattr_settype(pthread_mutexattr_t *attributes, int kind) {
    return kind < PTHREAD_MUTEX_NORMAL || kind > PTHREAD_MUTEX_ADAPTIVE_NP ? EINVAL : set(attributes, MUTEX_TYPE, kind);
}

int pthread_mutexattr_gettype(const pthread_mutexattr_t *attributes, int *kind) {
    *kind = attributes->__kind & MUTEX_TYPE;
    return 0;
}

int pthread_mutexattr_setpshared(pthread_mutexattr_t *attributes, int shared) {
    return shared != 0 && shared != 1 ? EINVAL : set(attributes, MUTEX_SHARED, shared ? MUTEX_SHARED : 0);
}

int pthread_mutexattr_getpshared(const pthread_mutexattr_t *attributes, int *shared) {
    *shared = (attributes->__kind & MUTEX_SHARED) != 0;
    return 0;
}

int pthread_mutexattr_setrobust(pthread_mutexattr_t *attributes, int robust) {
    return robust != 0 && robust != 1 ? EINVAL : set(attributes, MUTEX_ROBUST, robust ? MUTEX_ROBUST : 0);
}

int pthread_mutexattr_getrobust(const pthread_mutexattr_t *attributes, int *robust) {
    *robust = (attributes->__kind & MUTEX_ROBUST) != 0;
    return 0;
}

int pthread_mutexattr_setrobust_np(pthread_mutexattr_t *attributes, int robust) {
    return pthread_mutexattr_setrobust(attributes, robust);
}

int pthread_mutexattr_getrobust_np(const pthread_mutexattr_t *attributes, int *robust) {
    return pthread_mutexattr_getrobust(attributes, robust);
}

// Deviates: PTHREAD_PRIO_PROTECT, which raises the holder to a ceiling, is refused.
int pthread_mutexattr_setprotocol(pthread_mutexattr_t *attributes, int protocol) {
    switch (protocol) {
    case PTHREAD_PRIO_NONE:
        return set(attributes, MUTEX_INHERIT, 0);
    case PTHREAD_PRIO_INHERIT:
        return set(attributes, MUTEX_INHERIT, MUTEX_INHERIT);
    case PTHREAD_PRIO_PROTECT:
        return ENOTSUP;
    default:
        return EINVAL;
    }
}

int pthread_mutexattr_getprotocol(const pthread_mutexattr_t *attributes, int *protocol) {
    *protocol = attributes->__kind & MUTEX_INHERIT ? PTHREAD_PRIO_INHERIT : PTHREAD_PRIO_NONE;
    return 0;
}
