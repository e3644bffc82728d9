#include <sched.h>
#include <vitrine/syscall.h>

int unshare(int flags) {
    return (int)__syscall_result(__syscall1(SYS_unshare, flags));
}

int setns(int fd, int kind) {
    return (int)__syscall_result(__syscall2(SYS_setns, fd, kind));
}
