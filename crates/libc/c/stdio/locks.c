// Each stream belongs to one thread at a time, which may take it repeatedly: flockfile(3).
#include <vitrine/cancel.h>
#include <vitrine/file.h>
#include <vitrine/lock.h>

void flockfile(FILE *file) {
    void *self = __builtin_thread_pointer();
    if (file->holder != self) {
        __lock_slowly(&file->lock);
        file->holder = self;
    }
    file->depth++;
}

int ftrylockfile(FILE *file) {
    void *self = __builtin_thread_pointer();
    if (file->holder != self) {
        int seen = 0;
        if (!__atomic_compare_exchange_n(&file->lock, &seen, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
            return -1;
        }
        file->holder = self;
    }
    file->depth++;
    return 0;
}

void funlockfile(FILE *file) {
    if (--file->depth == 0) {
        file->holder = 0;
        __unlock_slowly(&file->lock);
    }
}

void __file_leave(FILE *file) {
    unsigned called = file->depth == 1 ? file->flags & FILE_CALLED : 0;
    file->flags &= ~called;
    funlockfile(file);
    if (called) {
        __cancel_check();
    }
}
