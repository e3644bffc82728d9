#include <signal.h>
#include <vitrine/masks.h>
#include <vitrine/syscall.h>

// riscv64's struct sigaction in the kernel: no restorer, one word of mask. qemu-riscv64 writes a word more, hence `unused`.
struct kernel_action {
    sighandler_t handler;
    unsigned long flags;
    unsigned long mask;
    unsigned long unused;
};

int sigaction(int signal, const struct sigaction *action, struct sigaction *old) {
    struct kernel_action wanted;
    struct kernel_action before;
    // 32 and 33 are the library's own.
    if (signal == 32 || signal == 33) {
        errno = EINVAL;
        return -1;
    }
    if (action) {
        wanted.handler = action->sa_handler;
        wanted.flags = (unsigned)action->sa_flags;
        wanted.mask = action->sa_mask.__bits[0];
        if (wanted.handler != SIG_DFL && wanted.handler != SIG_IGN) {
            // A handler runs with another mask, and may switch.
            __context_masks = MASKS_CHANGE;
        }
    }
    long answer = __syscall4(SYS_rt_sigaction, signal, action ? &wanted : NULL, old ? &before : NULL, 8);
    if (answer < 0) {
        return (int)__syscall_result(answer);
    }
    if (old) {
        sigemptyset(&old->sa_mask);
        old->sa_handler = before.handler;
        old->sa_flags = (int)before.flags;
        old->sa_mask.__bits[0] = before.mask;
    }
    return 0;
}
