// What a thread is, for thread/*.c, semaphore/*.c and whoever may be called by several threads.
#ifndef _VITRINE_THREAD_H
#define _VITRINE_THREAD_H
#include <pthread.h>
#include <stddef.h>

enum { THREAD_KEYS = 1024, THREAD_NAME = 16 };
// How the end of a thread is shared out between itself, pthread_detach and pthread_join.
enum { THREAD_JOINABLE, THREAD_DETACHED, THREAD_ENDED };
// The signal that tells a thread to look at its `cancelled`: glibc's number, hidden from programs.
enum { SIGNAL_CANCEL = 32 };
// `__kind` of mutexes and their attributes: the type in the low bits, and these.
enum { MUTEX_TYPE = 3, MUTEX_ROBUST = 16, MUTEX_INHERIT = 32, MUTEX_SHARED = 128 };

struct __robust_list {
    struct __robust_list *next;
};
// linux/futex.h: struct robust_list_head.
struct __robust_head {
    struct __robust_list *first;
    long offset;
    struct __robust_list *pending;
};

// What a thread has taken and not given back: read locks, semaphores, spinlocks, initialisations. Nothing here reads it; it
// is for who looks at the program from outside, by the names of these members.
enum { THREAD_TAKEN = 16 };
struct __taken {
    const volatile void *object;
    int count;
    int shared;
};

// Lies in the thread's own storage. The kernel clears `tid` at the end and wakes who waits on it.
struct __pthread {
    int tid;
    int state;
    int cancelled;
    int cancel_disabled;
    int cancel_asynchronous;
    int is_main;
    void *(*start)(void *);
    void *argument;
    void *result;
    struct __pthread_cleanup *cleanups;
    const void **values;
    // The whole mapping: guard, stack, thread-local storage. NULL if the program gave the stack.
    char *mapping;
    size_t mapping_size;
    size_t guard_size;
    char *stack;
    size_t stack_size;
    int policy;
    int priority;
    struct __robust_head robust;
    char name[THREAD_NAME];
    // The mutex that it will lock again when it has been signalled.
    pthread_mutex_t *returns_to;
    struct __taken taken[THREAD_TAKEN];
    int taken_count;
    // There was no room for something that it took.
    int taken_lost;
};

// 0 once a second thread has been made: until then nothing needs to be locked.
extern int __libc_single_threaded;
// Threads that have not ended.
extern int __threads_running;
struct __pthread *__thread_self(void);
// The thread has taken an object, or given it back. Without a system call.
void __thread_took(const volatile void *object, int shared);
void __thread_gave(const volatile void *object);
// Where `thread_local` storage at `pointer` keeps the thread's description.
struct __pthread *__thread_at(char *pointer);
// Ends the calling thread as pthread_cancel asks.
_Noreturn void __thread_cancel(void);
// The destructors of pthread_setspecific's values.
void __thread_destroy_values(struct __pthread *self);
// Mutexes that hold their owner's number for the kernel: robust ones and those with priority inheritance. NULL: for ever.
int __mutex_lock_owned(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until);
int __mutex_trylock_owned(pthread_mutex_t *mutex);
int __mutex_unlock_owned(pthread_mutex_t *mutex);
// What the thread holds of robust mutexes passes on: EOWNERDEAD.
void __thread_leave_robust(struct __pthread *self);
// Makes the library's calls cancellation points: before the second thread, or a thread that cancels itself.
void __thread_cancel_setup(void);

// Waiting and waking: futex(2). `shared` is PTHREAD_PROCESS_SHARED. Answers -errno; 0 also without reason.
long __futex_wait(int *word, int value, int shared);
// Until an absolute time of a clock (NULL: for ever): -ETIMEDOUT.
long __futex_wait_until(int *word, int value, clockid_t clock, const struct timespec *until, int shared);
// The same as a cancellation point: -ECANCELED.
long __futex_wait_cancelled(int *word, int value, clockid_t clock, const struct timespec *until, int shared);
void __futex_wake(int *word, int count, int shared);

// What attributes rarely say: `__given` of pthread_attr_t has a bit for each.
enum { GIVEN_CPUS = 1, GIVEN_MASK = 2 };
struct __more_attributes {
    cpu_set_t cpus;
    unsigned long mask;
};

#endif
