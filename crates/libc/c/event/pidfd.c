#include <sys/pidfd.h>
#include <vitrine/syscall.h>

int pidfd_open(pid_t pid, unsigned flags) {
    return (int)__syscall_result(__syscall2(SYS_pidfd_open, pid, flags));
}

int pidfd_getfd(int pidfd, int target, unsigned flags) {
    return (int)__syscall_result(__syscall3(SYS_pidfd_getfd, pidfd, target, flags));
}

int pidfd_send_signal(int pidfd, int signal, siginfo_t *info, unsigned flags) {
    return (int)__syscall_result(__syscall4(SYS_pidfd_send_signal, pidfd, signal, info, flags));
}
