// What a file is: inode(7).
#include <fcntl.h>
#include <sys/stat.h>
#include <vitrine/syscall.h>

int stat(const char *path, struct stat *status) {
    return (int)__syscall_result(__syscall4(SYS_newfstatat, AT_FDCWD, path, status, 0));
}

int lstat(const char *path, struct stat *status) {
    return (int)__syscall_result(__syscall4(SYS_newfstatat, AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW));
}

int fstat(int fd, struct stat *status) {
    return (int)__syscall_result(__syscall2(SYS_fstat, fd, status));
}

int fstatat(int dirfd, const char *path, struct stat *status, int flags) {
    return (int)__syscall_result(__syscall4(SYS_newfstatat, dirfd, path, status, flags));
}

int chmod(const char *path, mode_t mode) {
    return (int)__syscall_result(__syscall3(SYS_fchmodat, AT_FDCWD, path, mode));
}

int fchmod(int fd, mode_t mode) {
    return (int)__syscall_result(__syscall2(SYS_fchmod, fd, mode));
}

mode_t umask(mode_t mask) {
    return (mode_t)__syscall_result(__syscall1(SYS_umask, mask));
}

int mkdir(const char *path, mode_t mode) {
    return (int)__syscall_result(__syscall3(SYS_mkdirat, AT_FDCWD, path, mode));
}

int mkdirat(int dirfd, const char *path, mode_t mode) {
    return (int)__syscall_result(__syscall3(SYS_mkdirat, dirfd, path, mode));
}

int mkfifo(const char *path, mode_t mode) {
    return (int)__syscall_result(__syscall4(SYS_mknodat, AT_FDCWD, path, S_IFIFO | mode, 0));
}

int mknod(const char *path, mode_t mode, dev_t device) {
    return (int)__syscall_result(__syscall4(SYS_mknodat, AT_FDCWD, path, mode, device));
}

int utimensat(int dirfd, const char *path, const struct timespec times[2], int flags) {
    return (int)__syscall_result(__syscall4(SYS_utimensat, dirfd, path, times, flags));
}

int futimens(int fd, const struct timespec times[2]) {
    return (int)__syscall_result(__syscall4(SYS_utimensat, fd, 0, times, 0));
}

// The old call knows no flags; glibc refused them too before fchmodat2.
int fchmodat(int dirfd, const char *path, mode_t mode, int flags) {
    if (flags) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return (int)__syscall_result(__syscall3(SYS_fchmodat, dirfd, path, mode));
}
