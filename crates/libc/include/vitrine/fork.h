// What fork does besides the call, if those parts of the library are in use.
#ifndef _VITRINE_FORK_H
#define _VITRINE_FORK_H
// Corrects the child's only thread.
extern void (*__forked_thread)(void);
// pthread_atfork's functions: before the fork, after it in the parent, after it in the child.
enum { FORK_BEFORE, FORK_PARENT, FORK_CHILD };
extern void (*__fork_functions)(int when);
// Held during a fork, so that the child's heap is whole.
extern int __heap_lock;
#endif
