// Semaphores in memory: sem_overview(7).
#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <vitrine/thread.h>

int sem_init(sem_t *semaphore, int shared, unsigned value) {
    if (value > SEM_VALUE_MAX) {
        errno = EINVAL;
        return -1;
    }
    *semaphore = (sem_t){.__value = (int)value, .__shared = shared != 0};
    return 0;
}

int sem_destroy(sem_t *semaphore) {
    (void)semaphore;
    return 0;
}

int sem_getvalue(sem_t *semaphore, int *value) {
    *value = __atomic_load_n(&semaphore->__value, __ATOMIC_RELAXED);
    return 0;
}

static int take(sem_t *semaphore) {
    int seen = __atomic_load_n(&semaphore->__value, __ATOMIC_RELAXED);
    while (seen > 0) {
        if (__atomic_compare_exchange_n(&semaphore->__value, &seen, seen - 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
            __thread_took(semaphore, semaphore->__shared);
            return 1;
        }
    }
    return 0;
}

int sem_trywait(sem_t *semaphore) {
    if (take(semaphore)) {
        return 0;
    }
    errno = EAGAIN;
    return -1;
}

int sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *until) {
    if (until && (until->tv_nsec < 0 || until->tv_nsec >= 1000000000)) {
        errno = EINVAL;
        return -1;
    }
    pthread_testcancel();
    while (!take(semaphore)) {
        __atomic_add_fetch(&semaphore->__waiters, 1, __ATOMIC_SEQ_CST);
        long answer = __futex_wait_cancelled(&semaphore->__value, 0, clock, until, semaphore->__shared);
        __atomic_sub_fetch(&semaphore->__waiters, 1, __ATOMIC_SEQ_CST);
        if (answer == -ECANCELED) {
            __thread_cancel();
        }
        if (answer < 0 && answer != -EAGAIN) {
            errno = (int)-answer;
            return -1;
        }
    }
    return 0;
}

int sem_timedwait(sem_t *semaphore, const struct timespec *until) {
    return sem_clockwait(semaphore, CLOCK_REALTIME, until);
}

int sem_wait(sem_t *semaphore) {
    return sem_clockwait(semaphore, CLOCK_REALTIME, NULL);
}

int sem_post(sem_t *semaphore) {
    int seen = __atomic_load_n(&semaphore->__value, __ATOMIC_RELAXED);
    do {
        if (seen == SEM_VALUE_MAX) {
            errno = EOVERFLOW;
            return -1;
        }
    } while (!__atomic_compare_exchange_n(&semaphore->__value, &seen, seen + 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
    __thread_gave(semaphore);
    if (__atomic_load_n(&semaphore->__waiters, __ATOMIC_SEQ_CST) > 0) {
        __futex_wake(&semaphore->__value, 1, semaphore->__shared);
    }
    return 0;
}
