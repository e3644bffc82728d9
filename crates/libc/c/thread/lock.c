#include <vitrine/lock.h>
#include <vitrine/syscall.h>

enum { FUTEX_WAIT_PRIVATE = 128, FUTEX_WAKE_PRIVATE = 129 };

// Ulrich Drepper, "Futexes Are Tricky", mutex 2.
void __lock_slowly(int *lock) {
    int seen = 0;
    if (__atomic_compare_exchange_n(lock, &seen, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
        return;
    }
    while (__atomic_exchange_n(lock, 2, __ATOMIC_ACQUIRE) != 0) {
        __syscall4(SYS_futex, lock, FUTEX_WAIT_PRIVATE, 2, 0);
    }
}

void __unlock_slowly(int *lock) {
    if (__atomic_exchange_n(lock, 0, __ATOMIC_RELEASE) == 2) {
        __syscall3(SYS_futex, lock, FUTEX_WAKE_PRIVATE, 1);
    }
}
