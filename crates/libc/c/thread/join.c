// Waiting for the end of a thread, or doing without.
#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <vitrine/cancel.h>
#include <vitrine/thread.h>

static void forget(struct __pthread *thread) {
    if (thread->mapping) {
        munmap(thread->mapping, thread->mapping_size);
    }
}

int pthread_clockjoin_np(pthread_t handle, void **result, clockid_t clock, const struct timespec *until) {
    struct __pthread *thread = (struct __pthread *)handle;
    struct __pthread *self = __thread_self();
    if (thread == self) {
        return EDEADLK;
    }
    if (__atomic_load_n(&thread->state, __ATOMIC_ACQUIRE) == THREAD_DETACHED) {
        return EINVAL;
    }
    int tid;
    while ((tid = __atomic_load_n(&thread->tid, __ATOMIC_ACQUIRE)) != 0) {
        // The kernel wakes this word as a shared one: set_tid_address(2).
        long answer = __futex_wait_cancelled(&thread->tid, tid, clock, until, 1);
        if (answer == -ECANCELED) {
            __thread_cancel();
        }
        if (answer == -ETIMEDOUT || answer == -EINVAL) {
            return (int)-answer;
        }
    }
    if (result) {
        *result = thread->result;
    }
    forget(thread);
    return 0;
}

int pthread_join(pthread_t thread, void **result) {
    return pthread_clockjoin_np(thread, result, CLOCK_REALTIME, NULL);
}

int pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *until) {
    return pthread_clockjoin_np(thread, result, CLOCK_REALTIME, until);
}

int pthread_tryjoin_np(pthread_t handle, void **result) {
    struct __pthread *thread = (struct __pthread *)handle;
    return __atomic_load_n(&thread->tid, __ATOMIC_ACQUIRE) != 0 ? EBUSY : pthread_join(handle, result);
}

int pthread_detach(pthread_t handle) {
    struct __pthread *thread = (struct __pthread *)handle;
    int seen = THREAD_JOINABLE;
    if (__atomic_compare_exchange_n(&thread->state, &seen, THREAD_DETACHED, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        return 0;
    }
    if (seen == THREAD_DETACHED) {
        return EINVAL;
    }
    return pthread_join(handle, NULL);
}
