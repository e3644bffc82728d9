// Making threads: a mapping with guard page, stack and thread-local storage, and clone(2).
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <vitrine/start.h>
#include <vitrine/syscall.h>
#include <vitrine/thread.h>

enum { PAGE = 4096 };
static const int FLAGS = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | CLONE_SETTLS |
                         CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;

// What a new thread needs to know before it runs what the program wants.
struct beginning {
    struct __pthread *self;
    unsigned long mask;
};

static int begin(void *argument) {
    struct beginning *beginning = argument;
    struct __pthread *self = beginning->self;
    __syscall4(SYS_rt_sigprocmask, SIG_SETMASK, &beginning->mask, 0, 8);
    pthread_exit(self->start(self->argument));
}

// Where a new thread's storage begins (its stack ends), and its thread pointer.
struct place {
    char *room;
    char *pointer;
};

// The description at the top of the stack; NULL if there is no memory.
static struct __pthread *make(const pthread_attr_t *wanted, struct place *place) {
    size_t storage = (__thread_storage_size() + 63) & ~63UL;
    size_t guard = (wanted->__guard_size + PAGE - 1) & ~(size_t)(PAGE - 1);
    size_t size = (wanted->__stack_size + PAGE - 1) & ~(size_t)(PAGE - 1);
    char *mapping = NULL;
    char *stack = (char *)wanted->__stack;
    if (stack) {
        // The program's stack: wanted->__stack is its upper end.
        stack -= wanted->__stack_size;
        size = wanted->__stack_size;
    } else {
        mapping = mmap(NULL, guard + size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
        if (mapping == MAP_FAILED) {
            return NULL;
        }
        stack = mapping + guard;
        if (mprotect(stack, size, PROT_READ | PROT_WRITE) < 0) {
            munmap(mapping, guard + size);
            return NULL;
        }
    }
    place->room = (char *)((unsigned long)(stack + size - storage) & ~63UL);
    place->pointer = __make_thread_storage(place->room);
    struct __pthread *thread = __thread_at(place->pointer);
    thread->mapping = mapping;
    thread->mapping_size = guard + size;
    thread->guard_size = mapping ? guard : 0;
    thread->stack = stack;
    thread->stack_size = size;
    return thread;
}

static int apply(const pthread_attr_t *wanted, const struct __pthread *thread) {
    if (wanted->__inherit == PTHREAD_EXPLICIT_SCHED) {
        struct sched_param parameters = {wanted->__priority};
        long answer = __syscall3(SYS_sched_setscheduler, thread->tid, wanted->__policy, &parameters);
        if (answer < 0) {
            return (int)-answer;
        }
    }
    if (wanted->__given & GIVEN_CPUS) {
        const struct __more_attributes *more = wanted->__more;
        long answer = __syscall3(SYS_sched_setaffinity, thread->tid, sizeof(cpu_set_t), &more->cpus);
        if (answer < 0) {
            return (int)-answer;
        }
    }
    return 0;
}

// With wishes that may be refused, the thread waits for `go` before it runs the program's function.
struct guarded {
    struct beginning beginning;
    int go;
};

static int begin_guarded(void *argument) {
    struct guarded *guarded = argument;
    int go;
    while ((go = __atomic_load_n(&guarded->go, __ATOMIC_ACQUIRE)) == 0) {
        __futex_wait(&guarded->go, 0, 0);
    }
    if (go < 0) {
        guarded->beginning.self->state = THREAD_JOINABLE;
        pthread_exit(NULL);
    }
    return begin(&guarded->beginning);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
    pthread_attr_t plain;
    if (!attributes) {
        pthread_attr_init(&plain);
        attributes = &plain;
    }
    struct place place;
    struct __pthread *fresh = make(attributes, &place);
    if (!fresh) {
        return EAGAIN;
    }
    __thread_self();
    __thread_cancel_setup();
    fresh->start = start;
    fresh->argument = argument;
    fresh->state = attributes->__detached ? THREAD_DETACHED : THREAD_JOINABLE;
    fresh->policy = attributes->__policy;
    fresh->priority = attributes->__priority;
    int guards = attributes->__inherit == PTHREAD_EXPLICIT_SCHED || attributes->__given & GIVEN_CPUS;
    // Below the storage, which clone(2)'s stack begins under, lies what the thread reads first.
    struct guarded *guarded = (struct guarded *)(((unsigned long)place.room - sizeof *guarded) & ~15UL);
    guarded->beginning.self = fresh;
    guarded->go = 0;
    // All signals wait until the thread is complete.
    unsigned long all = ~0UL;
    __syscall4(SYS_rt_sigprocmask, SIG_BLOCK, &all, &guarded->beginning.mask, 8);
    unsigned long mask = guarded->beginning.mask;
    if (attributes->__given & GIVEN_MASK) {
        guarded->beginning.mask = ((const struct __more_attributes *)attributes->__more)->mask;
    }
    __libc_single_threaded = 0;
    __atomic_add_fetch(&__threads_running, 1, __ATOMIC_RELAXED);
    *thread = (pthread_t)fresh;
    int kept = errno;
    int made = clone(guards ? begin_guarded : begin, guarded, FLAGS, guarded, &fresh->tid, place.pointer, &fresh->tid);
    int problem = made < 0 ? errno : 0;
    errno = kept;
    if (made < 0) {
        __atomic_sub_fetch(&__threads_running, 1, __ATOMIC_RELAXED);
        if (fresh->mapping) {
            munmap(fresh->mapping, fresh->mapping_size);
        }
        problem = problem == ENOMEM ? EAGAIN : problem;
    } else if (guards) {
        problem = apply(attributes, fresh);
        __atomic_store_n(&guarded->go, problem ? -1 : 1, __ATOMIC_RELEASE);
        __futex_wake(&guarded->go, 1, 0);
        if (problem) {
            pthread_join(*thread, NULL);
        }
    }
    __syscall4(SYS_rt_sigprocmask, SIG_SETMASK, &mask, 0, 8);
    return problem;
}
