// The types of pthread.h that sys/types.h has too. Sizes are glibc's on riscv64.
#ifndef _BITS_PTHREADTYPES_H
#define _BITS_PTHREADTYPES_H
typedef unsigned long pthread_t;
typedef unsigned int pthread_key_t;
// Integers, of a type with a name of its own so that debuggers can tell what they are.
typedef enum { __ONCE_IS_INT = -1 } pthread_once_t;
typedef enum { __SPINLOCK_IS_INT = -1 } __pthread_spinlock;
typedef volatile __pthread_spinlock pthread_spinlock_t;
typedef struct { int __kind; } pthread_mutexattr_t;
typedef struct { int __flags; } pthread_condattr_t;
typedef struct { int __shared; int __kind; } pthread_rwlockattr_t;
typedef struct { int __shared; } pthread_barrierattr_t;
// `__word` is 0 when free; what else it is depends on the kind: thread/mutex.c.
typedef struct {
    int __word;
    int __count;
    int __owner;
    int __kind;
    int __waiters;
    int __pad;
    void *__previous;
    void *__next;
} pthread_mutex_t;
typedef struct { int __sequence; int __waiters; int __flags; int __pad[9]; } pthread_cond_t;
typedef struct { int __word; int __waiters; int __writer; int __shared; int __kind; int __waiting_writers; int __pad[8]; } pthread_rwlock_t;
typedef struct { int __count; int __arrived; int __round; int __shared; int __leaving; int __pad[3]; } pthread_barrier_t;
typedef struct {
    unsigned long __stack_size;
    void *__stack;
    unsigned long __guard_size;
    int __detached;
    int __policy;
    int __priority;
    int __inherit;
    int __scope;
    int __given;
    void *__more;
} pthread_attr_t;
#endif
