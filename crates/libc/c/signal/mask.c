// What is blocked, what is pending, waiting for it. The kernel's sets have 8 bytes.
#include <signal.h>
#include <unistd.h>
#include <vitrine/cancel.h>
#include <vitrine/masks.h>

int sigprocmask(int how, const sigset_t *set, sigset_t *old) {
    unsigned long before = 0;
    unsigned long wanted = 0;
    if (set) {
        // The library's own two signals (32, 33) stay open.
        wanted = set->__bits[0] & ~(3UL << 31);
        __context_masks = MASKS_CHANGE;
    }
    long answer = __syscall4(SYS_rt_sigprocmask, how, set ? &wanted : NULL, &before, 8);
    if (answer == 0 && old) {
        sigemptyset(old);
        old->__bits[0] = before;
    }
    return (int)__syscall_result(answer);
}

int sigpending(sigset_t *set) {
    sigemptyset(set);
    return (int)__syscall_result(__syscall2(SYS_rt_sigpending, set, 8));
}

int sigsuspend(const sigset_t *mask) {
    return (int)__syscall_result(__cancel_call2(SYS_rt_sigsuspend, mask, 8));
}

// riscv64 has no pause call: poll on nothing, without end, is the same.
int pause(void) {
    return (int)__syscall_result(__cancel_call5(SYS_ppoll, 0, 0, 0, 0, 8));
}

int sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *timeout) {
    int signal = (int)__syscall_result(__cancel_call4(SYS_rt_sigtimedwait, set, info, timeout, 8));
    // raise and pthread_kill use tgkill(2), which is nothing that the program has to know: as glibc has it.
    if (signal > 0 && info && info->si_code == SI_TKILL) {
        info->si_code = SI_USER;
    }
    return signal;
}

int sigwaitinfo(const sigset_t *set, siginfo_t *info) {
    return sigtimedwait(set, info, NULL);
}

// Answers the error itself; a handler that ran meanwhile does not end the wait.
int sigwait(const sigset_t *set, int *signal) {
    for (;;) {
        long answer = __cancel_call4(SYS_rt_sigtimedwait, set, 0, 0, 8);
        if (answer > 0) {
            *signal = (int)answer;
            return 0;
        }
        if (answer != -EINTR) {
            return (int)-answer;
        }
    }
}

int sigaltstack(const stack_t *stack, stack_t *old) {
    return (int)__syscall_result(__syscall2(SYS_sigaltstack, stack, old));
}
