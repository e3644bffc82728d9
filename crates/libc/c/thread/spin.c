#include <errno.h>
#include <pthread.h>
#include <vitrine/thread.h>

int pthread_spin_init(pthread_spinlock_t *lock, int shared) {
    (void)shared;
    __atomic_store_n(lock, 0, __ATOMIC_RELAXED);
    return 0;
}

int pthread_spin_destroy(pthread_spinlock_t *lock) {
    (void)lock;
    return 0;
}

int pthread_spin_lock(pthread_spinlock_t *lock) {
    while (__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE) != 0) {
        while (__atomic_load_n(lock, __ATOMIC_RELAXED) != 0) {
        }
    }
    __thread_took(lock, 0);
    return 0;
}

int pthread_spin_trylock(pthread_spinlock_t *lock) {
    if (__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE) != 0) {
        return EBUSY;
    }
    __thread_took(lock, 0);
    return 0;
}

int pthread_spin_unlock(pthread_spinlock_t *lock) {
    __thread_gave(lock);
    __atomic_store_n(lock, 0, __ATOMIC_RELEASE);
    return 0;
}
