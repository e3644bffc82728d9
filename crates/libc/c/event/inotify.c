#include <sys/inotify.h>
#include <vitrine/syscall.h>

int inotify_init1(int flags) {
    return (int)__syscall_result(__syscall1(SYS_inotify_init1, flags));
}

int inotify_init(void) {
    return inotify_init1(0);
}

int inotify_add_watch(int fd, const char *path, uint32_t mask) {
    return (int)__syscall_result(__syscall3(SYS_inotify_add_watch, fd, path, mask));
}

int inotify_rm_watch(int fd, int watch) {
    return (int)__syscall_result(__syscall2(SYS_inotify_rm_watch, fd, watch));
}
