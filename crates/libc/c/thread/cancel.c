// Cancellation. A cancelled thread ends at its next cancellation point, or inside the blocking call where it sleeps: a signal
// finds it between `__cancel_begin` and the ecall and turns it away, so that a call is either not made or its result kept.
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <ucontext.h>
#include <unistd.h>
#include <vitrine/cancel.h>
#include <vitrine/thread.h>

// a0: &self->cancelled, a1: number, a2 … a7: arguments. Answers as the kernel does, or -ECANCELED (125).
long __cancel_window(int *cancelled, long number, long a, long b, long c, long d, long e, long f);
void __cancel_begin(void);
void __cancel_end(void);
void __cancel_turned(void);
__asm__(".text\n"
        ".globl __cancel_window\n"
        ".globl __cancel_begin\n"
        ".globl __cancel_end\n"
        ".globl __cancel_turned\n"
        "__cancel_window:\n"
        "mv t0, a0\n"
        "mv t1, a1\n"
        "mv a0, a2\n"
        "mv a1, a3\n"
        "mv a2, a4\n"
        "mv a3, a5\n"
        "mv a4, a6\n"
        "mv a5, a7\n"
        "mv a7, t1\n"
        "__cancel_begin:\n"
        "lw t1, 0(t0)\n"
        "bnez t1, __cancel_turned\n"
        "ecall\n"
        "__cancel_end:\n"
        "ret\n"
        "__cancel_turned:\n"
        "li a0, -125\n"
        "ret\n");

void __thread_cancel(void) {
    pthread_exit(PTHREAD_CANCELED);
}

void pthread_testcancel(void) {
    struct __pthread *self = __thread_self();
    if (self->cancelled && !self->cancel_disabled) {
        __thread_cancel();
    }
}

static long cancelled_call(long number, long a, long b, long c, long d, long e, long f) {
    struct __pthread *self = __thread_self();
    if (self->cancel_disabled) {
        return __syscall6(number, a, b, c, d, e, f);
    }
    long answer = __cancel_window(&self->cancelled, number, a, b, c, d, e, f);
    return answer == -EINTR && self->cancelled ? -ECANCELED : answer;
}

static long cancellable_call(long number, long a, long b, long c, long d, long e, long f) {
    long answer = cancelled_call(number, a, b, c, d, e, f);
    if (answer == -ECANCELED) {
        pthread_testcancel();
    }
    return answer;
}

static void on_cancel(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)info;
    struct __pthread *self = __thread_self();
    unsigned long *pc = &((ucontext_t *)context)->uc_mcontext.__gregs[0];
    if (!self->cancelled || self->cancel_disabled) {
        return;
    }
    if (self->cancel_asynchronous) {
        *pc = (unsigned long)__thread_cancel;
    } else if (*pc >= (unsigned long)__cancel_begin && *pc < (unsigned long)__cancel_end) {
        *pc = (unsigned long)__cancel_turned;
    }
}

void __thread_cancel_setup(void) {
    struct {
        void (*handler)(int, siginfo_t *, void *);
        unsigned long flags;
        unsigned long mask;
        unsigned long unused;
    } action = {on_cancel, SA_SIGINFO | SA_RESTART | SA_ONSTACK, ~0UL, 0};
    if (__cancellable_call) {
        return;
    }
    __cancelled_call = cancelled_call;
    __cancel_check = pthread_testcancel;
    __cancellable_call = cancellable_call;
    __syscall4(SYS_rt_sigaction, SIGNAL_CANCEL, &action, 0, 8);
}

int pthread_cancel(pthread_t handle) {
    struct __pthread *thread = (struct __pthread *)handle;
    __thread_cancel_setup();
    __libc_single_threaded = 0;
    __atomic_store_n(&thread->cancelled, 1, __ATOMIC_RELEASE);
    if (thread == __thread_self()) {
        if (thread->cancel_asynchronous && !thread->cancel_disabled) {
            __thread_cancel();
        }
        return 0;
    }
    int tid = __atomic_load_n(&thread->tid, __ATOMIC_ACQUIRE);
    if (tid != 0) {
        __syscall3(SYS_tgkill, getpid(), tid, SIGNAL_CANCEL);
    }
    return 0;
}

int pthread_setcancelstate(int state, int *old) {
    struct __pthread *self = __thread_self();
    if (state != PTHREAD_CANCEL_ENABLE && state != PTHREAD_CANCEL_DISABLE) {
        return EINVAL;
    }
    if (old) {
        *old = self->cancel_disabled;
    }
    self->cancel_disabled = state;
    if (self->cancel_asynchronous) {
        pthread_testcancel();
    }
    return 0;
}

int pthread_setcanceltype(int kind, int *old) {
    struct __pthread *self = __thread_self();
    if (kind != PTHREAD_CANCEL_DEFERRED && kind != PTHREAD_CANCEL_ASYNCHRONOUS) {
        return EINVAL;
    }
    if (old) {
        *old = self->cancel_asynchronous;
    }
    self->cancel_asynchronous = kind;
    if (kind == PTHREAD_CANCEL_ASYNCHRONOUS) {
        pthread_testcancel();
    }
    return 0;
}
