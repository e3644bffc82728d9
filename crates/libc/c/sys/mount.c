#include <sys/mount.h>
#include <vitrine/syscall.h>

int mount(const char *source, const char *target, const char *kind, unsigned long flags, const void *data) {
    return (int)__syscall_result(__syscall5(SYS_mount, source, target, kind, flags, data));
}

int umount2(const char *target, int flags) {
    return (int)__syscall_result(__syscall2(SYS_umount2, target, flags));
}

int umount(const char *target) {
    return umount2(target, 0);
}
