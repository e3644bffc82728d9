#include <signal.h>
#include <unistd.h>
#include <vitrine/fork.h>
#include <vitrine/lock.h>
#include <vitrine/syscall.h>

void (*__forked_thread)(void);
void (*__fork_functions)(int when);

// riscv64 has no fork call: it is clone without any sharing, the parent hearing of the end by SIGCHLD.
pid_t _Fork(void) {
    pid_t child = (pid_t)__syscall_result(__syscall5(SYS_clone, SIGCHLD, 0, 0, 0, 0));
    if (child == 0 && __forked_thread) {
        __forked_thread();
    }
    return child;
}

pid_t fork(void) {
    if (__fork_functions) {
        __fork_functions(FORK_BEFORE);
    }
    __lock(&__heap_lock);
    pid_t child = _Fork();
    if (child == 0) {
        __heap_lock = 0;
    } else {
        __unlock(&__heap_lock);
    }
    if (__fork_functions) {
        __fork_functions(child == 0 ? FORK_CHILD : FORK_PARENT);
    }
    return child;
}
