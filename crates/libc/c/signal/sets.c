// Sets of signals.
#include <errno.h>
#include <signal.h>

int sigemptyset(sigset_t *set) {
    for (int i = 0; i < 16; i++) {
        set->__bits[i] = 0;
    }
    return 0;
}

// glibc leaves its own two signals (32, 33) out; so do we, that masks compare equal.
int sigfillset(sigset_t *set) {
    for (int i = 0; i < 16; i++) {
        set->__bits[i] = ~0UL;
    }
    set->__bits[0] &= ~(3UL << 31);
    return 0;
}

static int valid(int signal) {
    if (signal < 1 || signal >= NSIG || signal == 32 || signal == 33) {
        errno = EINVAL;
        return 0;
    }
    return 1;
}

int sigaddset(sigset_t *set, int signal) {
    if (!valid(signal)) {
        return -1;
    }
    set->__bits[0] |= 1UL << (signal - 1);
    return 0;
}

int sigdelset(sigset_t *set, int signal) {
    if (!valid(signal)) {
        return -1;
    }
    set->__bits[0] &= ~(1UL << (signal - 1));
    return 0;
}

int sigismember(const sigset_t *set, int signal) {
    if (signal < 1 || signal >= NSIG) {
        errno = EINVAL;
        return -1;
    }
    return (int)(set->__bits[0] >> (signal - 1) & 1);
}

int __libc_current_sigrtmin(void) {
    return 34;
}

int __libc_current_sigrtmax(void) {
    return 64;
}
