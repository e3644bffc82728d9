// The end of a thread: clean-up functions, values, robust mutexes; and the memory of a detached one.
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <vitrine/syscall.h>
#include <vitrine/thread.h>

// A thread that unmaps the stack it stands on must not touch it again.
_Noreturn void __unmap_and_exit(void *mapping, unsigned long size);
__asm__(".text\n"
        ".globl __unmap_and_exit\n"
        ".type __unmap_and_exit, @function\n"
        "__unmap_and_exit:\n"
        "li a7, 215\n"
        "ecall\n"
        "li a0, 0\n"
        "li a7, 93\n"
        "ecall\n");

void pthread_exit(void *result) {
    struct __pthread *self = __thread_self();
    self->result = result;
    self->cancel_disabled = 1;
    self->cancel_asynchronous = 0;
    while (self->cleanups) {
        struct __pthread_cleanup *cleanup = self->cleanups;
        self->cleanups = cleanup->older;
        cleanup->function(cleanup->argument);
    }
    __thread_destroy_values(self);
    if (__atomic_sub_fetch(&__threads_running, 1, __ATOMIC_ACQ_REL) == 0) {
        // The last thread ends the process: pthread_exit(3).
        exit(0);
    }
    // No signal handler runs from here on.
    unsigned long all = ~0UL;
    __syscall4(SYS_rt_sigprocmask, SIG_BLOCK, &all, 0, 8);
    __thread_leave_robust(self);
    int before = __atomic_exchange_n(&self->state, THREAD_ENDED, __ATOMIC_ACQ_REL);
    if (before == THREAD_DETACHED && self->mapping) {
        __syscall1(SYS_set_tid_address, 0);
        __unmap_and_exit(self->mapping, self->mapping_size);
    }
    for (;;) {
        __syscall1(SYS_exit, 0);
    }
}
