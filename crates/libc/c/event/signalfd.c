#include <sys/signalfd.h>
#include <vitrine/syscall.h>

int signalfd(int fd, const sigset_t *mask, int flags) {
    return (int)__syscall_result(__syscall4(SYS_signalfd4, fd, mask, 8, flags));
}
