// Bytes in and out of file descriptors.
#include <sys/uio.h>
#include <unistd.h>
#include <vitrine/cancel.h>

ssize_t read(int fd, void *buffer, size_t size) {
    return __syscall_result(__cancel_call3(SYS_read, fd, buffer, size));
}

ssize_t write(int fd, const void *buffer, size_t size) {
    return __syscall_result(__cancel_call3(SYS_write, fd, buffer, size));
}

ssize_t pread(int fd, void *buffer, size_t size, off_t offset) {
    return __syscall_result(__cancel_call4(SYS_pread64, fd, buffer, size, offset));
}

ssize_t pwrite(int fd, const void *buffer, size_t size, off_t offset) {
    return __syscall_result(__cancel_call4(SYS_pwrite64, fd, buffer, size, offset));
}

ssize_t readv(int fd, const struct iovec *parts, int count) {
    return __syscall_result(__cancel_call3(SYS_readv, fd, parts, count));
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    return __syscall_result(__cancel_call3(SYS_writev, fd, parts, count));
}

ssize_t preadv(int fd, const struct iovec *parts, int count, off_t offset) {
    return __syscall_result(__cancel_call5(SYS_preadv, fd, parts, count, offset, 0));
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
    return __syscall_result(__cancel_call5(SYS_pwritev, fd, parts, count, offset, 0));
}

off_t lseek(int fd, off_t offset, int whence) {
    return __syscall_result(__syscall3(SYS_lseek, fd, offset, whence));
}

int close(int fd) {
    return (int)__syscall_result(__cancel_call1(SYS_close, fd));
}

int ftruncate(int fd, off_t size) {
    return (int)__syscall_result(__syscall2(SYS_ftruncate, fd, size));
}

int truncate(const char *path, off_t size) {
    return (int)__syscall_result(__syscall2(SYS_truncate, path, size));
}

int fsync(int fd) {
    return (int)__syscall_result(__cancel_call1(SYS_fsync, fd));
}

int fdatasync(int fd) {
    return (int)__syscall_result(__cancel_call1(SYS_fdatasync, fd));
}

void sync(void) {
    __syscall0(SYS_sync);
}
