// The calling thread's description.
#include <vitrine/syscall.h>
#include <vitrine/fork.h>
#include <vitrine/thread.h>

static _Thread_local struct __pthread description;

// A forked process has one thread, which got a new number. What is shared between processes its parent has taken.
static void forked(void) {
    int kept = 0;
    for (int index = 0; index < description.taken_count; index++) {
        if (!description.taken[index].shared) {
            description.taken[kept++] = description.taken[index];
        }
    }
    description.taken_count = kept;
    if (description.tid == 0) {
        return;
    }
    description.tid = (int)__syscall1(SYS_set_tid_address, &description.tid);
    description.robust.first = NULL;
    __threads_running = 1;
    __libc_single_threaded = 1;
}

struct __pthread *__thread_self(void) {
    struct __pthread *self = &description;
    // Only the first thread can be without: pthread_create fills in the others.
    if (self->tid == 0) {
        // The kernel clears the word when the thread ends, so that it can be joined like the others.
        self->tid = (int)__syscall1(SYS_set_tid_address, &self->tid);
        self->is_main = 1;
    }
    __forked_thread = forked;
    return self;
}

void __thread_took(const volatile void *object, int shared) {
    struct __pthread *self = &description;
    for (int index = 0; index < self->taken_count; index++) {
        if (self->taken[index].object == object) {
            self->taken[index].count++;
            return;
        }
    }
    if (self->taken_count == THREAD_TAKEN) {
        self->taken_lost = 1;
        return;
    }
    self->taken[self->taken_count] = (struct __taken){object, 1, shared};
    self->taken_count++;
    __forked_thread = forked;
}

void __thread_gave(const volatile void *object) {
    struct __pthread *self = &description;
    for (int index = 0; index < self->taken_count; index++) {
        if (self->taken[index].object == object) {
            if (--self->taken[index].count == 0) {
                self->taken[index] = self->taken[--self->taken_count];
            }
            return;
        }
    }
}

struct __pthread *__thread_at(char *pointer) {
    return (struct __pthread *)(pointer + ((char *)&description - (char *)__builtin_thread_pointer()));
}

pthread_t pthread_self(void) {
    return (pthread_t)__thread_self();
}

int pthread_equal(pthread_t one, pthread_t other) {
    return one == other;
}
