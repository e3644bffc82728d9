// The library's own locks: one word, 0 free, 1 taken, 2 taken and someone waits. A single thread passes by.
#ifndef _VITRINE_LOCK_H
#define _VITRINE_LOCK_H
extern int __libc_single_threaded;
void __lock_slowly(int *lock);
void __unlock_slowly(int *lock);

static inline void __lock(int *lock) {
    if (!__libc_single_threaded) {
        __lock_slowly(lock);
    }
}
static inline void __unlock(int *lock) {
    if (!__libc_single_threaded) {
        __unlock_slowly(lock);
    }
}
#endif
