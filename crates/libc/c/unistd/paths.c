// Names in directories.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include <vitrine/syscall.h>

int access(const char *path, int mode) {
    return (int)__syscall_result(__syscall3(SYS_faccessat, AT_FDCWD, path, mode));
}

int faccessat(int dirfd, const char *path, int mode, int flags) {
    return (int)__syscall_result(__syscall4(SYS_faccessat2, dirfd, path, mode, flags));
}

int link(const char *from, const char *to) {
    return (int)__syscall_result(__syscall5(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int linkat(int from_dirfd, const char *from, int to_dirfd, const char *to, int flags) {
    return (int)__syscall_result(__syscall5(SYS_linkat, from_dirfd, from, to_dirfd, to, flags));
}

int symlink(const char *target, const char *path) {
    return (int)__syscall_result(__syscall3(SYS_symlinkat, target, AT_FDCWD, path));
}

int symlinkat(const char *target, int dirfd, const char *path) {
    return (int)__syscall_result(__syscall3(SYS_symlinkat, target, dirfd, path));
}

ssize_t readlink(const char *path, char *buffer, size_t size) {
    return __syscall_result(__syscall4(SYS_readlinkat, AT_FDCWD, path, buffer, size));
}

ssize_t readlinkat(int dirfd, const char *path, char *buffer, size_t size) {
    return __syscall_result(__syscall4(SYS_readlinkat, dirfd, path, buffer, size));
}

int unlink(const char *path) {
    return (int)__syscall_result(__syscall3(SYS_unlinkat, AT_FDCWD, path, 0));
}

int unlinkat(int dirfd, const char *path, int flags) {
    return (int)__syscall_result(__syscall3(SYS_unlinkat, dirfd, path, flags));
}

int rmdir(const char *path) {
    return (int)__syscall_result(__syscall3(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR));
}

int rename(const char *from, const char *to) {
    return (int)__syscall_result(__syscall5(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int chdir(const char *path) {
    return (int)__syscall_result(__syscall1(SYS_chdir, path));
}

int fchdir(int fd) {
    return (int)__syscall_result(__syscall1(SYS_fchdir, fd));
}

int chroot(const char *path) {
    return (int)__syscall_result(__syscall1(SYS_chroot, path));
}

int chown(const char *path, uid_t owner, gid_t group) {
    return (int)__syscall_result(__syscall5(SYS_fchownat, AT_FDCWD, path, owner, group, 0));
}

int lchown(const char *path, uid_t owner, gid_t group) {
    return (int)__syscall_result(__syscall5(SYS_fchownat, AT_FDCWD, path, owner, group, AT_SYMLINK_NOFOLLOW));
}

int fchown(int fd, uid_t owner, gid_t group) {
    return (int)__syscall_result(__syscall3(SYS_fchown, fd, owner, group));
}

int fchownat(int dirfd, const char *path, uid_t owner, gid_t group, int flags) {
    return (int)__syscall_result(__syscall5(SYS_fchownat, dirfd, path, owner, group, flags));
}

int eaccess(const char *path, int mode) {
    return faccessat(AT_FDCWD, path, mode, AT_EACCESS);
}

int renameat(int from_dirfd, const char *from, int to_dirfd, const char *to) {
    return (int)__syscall_result(__syscall5(SYS_renameat2, from_dirfd, from, to_dirfd, to, 0));
}
