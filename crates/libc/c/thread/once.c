#include <vitrine/thread.h>

enum { NOT_YET = 0, RUNNING = 1, WAITED_FOR = 2, DONE = 3 };

// A cancelled initialisation counts as not begun.
static void give_up(void *argument) {
    int *once = argument;
    __thread_gave(once);
    if (__atomic_exchange_n(once, NOT_YET, __ATOMIC_ACQ_REL) == WAITED_FOR) {
        __futex_wake(once, __INT_MAX__, 0);
    }
}

int pthread_once(pthread_once_t *once, void (*start)(void)) {
    for (;;) {
        int seen = NOT_YET;
        if (__atomic_compare_exchange_n(once, &seen, RUNNING, 0, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) {
            __thread_took(once, 0);
            pthread_cleanup_push(give_up, once);
            start();
            pthread_cleanup_pop(0);
            __thread_gave(once);
            if ((int)__atomic_exchange_n(once, DONE, __ATOMIC_ACQ_REL) == WAITED_FOR) {
                __futex_wake(once, __INT_MAX__, 0);
            }
            return 0;
        }
        if (seen == DONE) {
            return 0;
        }
        if (seen == RUNNING) {
            __atomic_compare_exchange_n(once, &seen, WAITED_FOR, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
        }
        __futex_wait(once, WAITED_FOR, 0);
    }
}
