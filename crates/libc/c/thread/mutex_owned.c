// Mutexes whose word is the owner's thread number, as futex(2) wants for robust ones and for priority inheritance.
#include <errno.h>
#include <vitrine/syscall.h>
#include <vitrine/thread.h>

enum { FUTEX_LOCK_PI = 6, FUTEX_UNLOCK_PI = 7, FUTEX_TRYLOCK_PI = 8, FUTEX_LOCK_PI2 = 13, FUTEX_PRIVATE = 128 };
static const unsigned WAITERS = 0x80000000u;
static const unsigned OWNER_DIED = 0x40000000u;
static const unsigned TID = 0x3fffffffu;
// In `__owner`: the state after EOWNERDEAD, and after an unlock without pthread_mutex_consistent.
enum { INCONSISTENT = 0x7fffffff, NOT_RECOVERABLE = 0x7ffffffe };

static int shared(const pthread_mutex_t *mutex) {
    return mutex->__kind & MUTEX_SHARED;
}

static struct __robust_list *node(pthread_mutex_t *mutex) {
    return (struct __robust_list *)&mutex->__next;
}

static pthread_mutex_t *mutex_of(struct __robust_list *node) {
    return (pthread_mutex_t *)((char *)node - __builtin_offsetof(pthread_mutex_t, __next));
}

// The list that the kernel walks if the thread ends without unlocking: get_robust_list(2).
static void register_list(struct __pthread *self) {
    if (!self->robust.first) {
        self->robust.first = (struct __robust_list *)&self->robust;
        self->robust.offset = (long)__builtin_offsetof(pthread_mutex_t, __word) -
                              (long)__builtin_offsetof(pthread_mutex_t, __next);
        self->robust.pending = NULL;
        __syscall2(SYS_set_robust_list, &self->robust, sizeof self->robust);
    }
}

static void enlist(struct __pthread *self, pthread_mutex_t *mutex) {
    node(mutex)->next = self->robust.first;
    self->robust.first = node(mutex);
}

static void unlist(struct __pthread *self, pthread_mutex_t *mutex) {
    struct __robust_list *head = (struct __robust_list *)&self->robust;
    for (struct __robust_list *at = head; at->next != head; at = at->next) {
        if (at->next == node(mutex)) {
            at->next = node(mutex)->next;
            return;
        }
    }
}

static void wake(pthread_mutex_t *mutex) {
    __futex_wake(&mutex->__word, 1, shared(mutex));
}

void __thread_leave_robust(struct __pthread *self) {
    struct __robust_list *head = (struct __robust_list *)&self->robust;
    struct __robust_list *at = self->robust.first;
    while (at && at != head) {
        pthread_mutex_t *mutex = mutex_of(at);
        at = at->next;
        unsigned old = __atomic_fetch_or((unsigned *)&mutex->__word, OWNER_DIED, __ATOMIC_ACQ_REL);
        __atomic_store_n((unsigned *)&mutex->__word, OWNER_DIED | (old & WAITERS), __ATOMIC_RELEASE);
        if (old & WAITERS) {
            wake(mutex);
        }
    }
    self->robust.first = at ? head : NULL;
}

// One attempt: 0 taken, EOWNERDEAD taken from the dead, EBUSY, or another error.
static int attempt(pthread_mutex_t *mutex, unsigned tid) {
    unsigned old = 0;
    if (mutex->__owner == NOT_RECOVERABLE) {
        return ENOTRECOVERABLE;
    }
    unsigned *word = (unsigned *)&mutex->__word;
    if (__atomic_compare_exchange_n(word, &old, tid, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
        return 0;
    }
    while (old & OWNER_DIED) {
        if (__atomic_compare_exchange_n(word, &old, tid | (old & WAITERS), 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
            return EOWNERDEAD;
        }
    }
    return EBUSY;
}

static int settle(struct __pthread *self, pthread_mutex_t *mutex, int got) {
    if (got == 0 || got == EOWNERDEAD) {
        mutex->__owner = got == 0 ? self->tid : INCONSISTENT;
        mutex->__count = 1;
        if (mutex->__kind & MUTEX_ROBUST) {
            enlist(self, mutex);
        }
    }
    self->robust.pending = NULL;
    return got;
}

static int holds(const pthread_mutex_t *mutex, const struct __pthread *self) {
    return ((unsigned)mutex->__word & TID) == (unsigned)self->tid;
}

// For a mutex that the thread holds: counts it, or answers the error. A normal one blocks for ever, which is 0 here.
static int relock(pthread_mutex_t *mutex) {
    switch (mutex->__kind & MUTEX_TYPE) {
    case PTHREAD_MUTEX_RECURSIVE:
        mutex->__count++;
        return -1;
    case PTHREAD_MUTEX_ERRORCHECK:
        return EDEADLK;
    default:
        return 0;
    }
}

int __mutex_trylock_owned(pthread_mutex_t *mutex) {
    struct __pthread *self = __thread_self();
    if (holds(mutex, self) && (mutex->__kind & MUTEX_TYPE) == PTHREAD_MUTEX_RECURSIVE) {
        mutex->__count++;
        return 0;
    }
    register_list(self);
    self->robust.pending = node(mutex);
    return settle(self, mutex, attempt(mutex, (unsigned)self->tid));
}

static int wait_inheriting(pthread_mutex_t *mutex, const struct timespec *until) {
    int private = shared(mutex) ? 0 : FUTEX_PRIVATE;
    long answer;
    do {
        answer = __syscall4(SYS_futex, &mutex->__word, FUTEX_LOCK_PI | private, 0, until);
    } while (answer == -EINTR || answer == -EAGAIN);
    return (int)-answer;
}

int __mutex_lock_owned(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until) {
    struct __pthread *self = __thread_self();
    if (holds(mutex, self)) {
        int again = relock(mutex);
        if (again != 0) {
            return again < 0 ? 0 : again;
        }
    }
    register_list(self);
    self->robust.pending = node(mutex);
    int got;
    while ((got = attempt(mutex, (unsigned)self->tid)) == EBUSY) {
        if (mutex->__kind & MUTEX_INHERIT) {
            return settle(self, mutex, wait_inheriting(mutex, until));
        }
        unsigned old = (unsigned)__atomic_load_n(&mutex->__word, __ATOMIC_RELAXED);
        if (old == 0 || (old & OWNER_DIED)) {
            continue;
        }
        __atomic_compare_exchange_n((unsigned *)&mutex->__word, &old, old | WAITERS, 0, __ATOMIC_RELAXED,
                                    __ATOMIC_RELAXED);
        long answer = until ? __futex_wait_until(&mutex->__word, (int)(old | WAITERS), clock, until, shared(mutex))
                            : __futex_wait(&mutex->__word, (int)(old | WAITERS), shared(mutex));
        if (answer == -ETIMEDOUT || answer == -EINVAL) {
            return settle(self, mutex, (int)-answer);
        }
    }
    return settle(self, mutex, got);
}

int __mutex_unlock_owned(pthread_mutex_t *mutex) {
    struct __pthread *self = __thread_self();
    if (!holds(mutex, self)) {
        return EPERM;
    }
    if ((mutex->__kind & MUTEX_TYPE) == PTHREAD_MUTEX_RECURSIVE && --mutex->__count > 0) {
        return 0;
    }
    int lost = mutex->__owner == INCONSISTENT;
    mutex->__owner = lost ? NOT_RECOVERABLE : 0;
    self->robust.pending = node(mutex);
    if (mutex->__kind & MUTEX_ROBUST) {
        unlist(self, mutex);
    }
    if (mutex->__kind & MUTEX_INHERIT) {
        unsigned seen = (unsigned)self->tid;
        if (!__atomic_compare_exchange_n((unsigned *)&mutex->__word, &seen, 0, 0, __ATOMIC_RELEASE, __ATOMIC_RELAXED)) {
            __syscall2(SYS_futex, &mutex->__word, FUTEX_UNLOCK_PI | (shared(mutex) ? 0 : FUTEX_PRIVATE));
        }
    } else if ((unsigned)__atomic_exchange_n(&mutex->__word, 0, __ATOMIC_RELEASE) & WAITERS) {
        __futex_wake(&mutex->__word, lost ? __INT_MAX__ : 1, shared(mutex));
    }
    self->robust.pending = NULL;
    return 0;
}

int pthread_mutex_consistent(pthread_mutex_t *mutex) {
    if (!(mutex->__kind & MUTEX_ROBUST) || mutex->__owner != INCONSISTENT) {
        return EINVAL;
    }
    mutex->__owner = __thread_self()->tid;
    return 0;
}

int pthread_mutex_consistent_np(pthread_mutex_t *mutex) {
    return pthread_mutex_consistent(mutex);
}
