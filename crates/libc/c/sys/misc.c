// Small calls of Linux.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/times.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <vitrine/syscall.h>

int uname(struct utsname *name) {
    return (int)__syscall_result(__syscall1(SYS_uname, name));
}

ssize_t getrandom(void *buffer, size_t size, unsigned flags) {
    return __syscall_result(__syscall3(SYS_getrandom, buffer, size, flags));
}

int flock(int fd, int operation) {
    return (int)__syscall_result(__syscall2(SYS_flock, fd, operation));
}

clock_t times(struct tms *buffer) {
    return (clock_t)__syscall_result(__syscall1(SYS_times, buffer));
}

int fallocate(int fd, int mode, off_t offset, off_t size) {
    return (int)__syscall_result(__syscall4(SYS_fallocate, fd, mode, offset, size));
}

ssize_t splice(int in, off_t *in_offset, int out, off_t *out_offset, size_t size, unsigned flags) {
    return __syscall_result(__syscall6(SYS_splice, in, in_offset, out, out_offset, size, flags));
}

ssize_t tee(int in, int out, size_t size, unsigned flags) {
    return __syscall_result(__syscall4(SYS_tee, in, out, size, flags));
}

ssize_t copy_file_range(int in, off_t *in_offset, int out, off_t *out_offset, size_t size, unsigned flags) {
    return __syscall_result(__syscall6(SYS_copy_file_range, in, in_offset, out, out_offset, size, flags));
}

ssize_t vmsplice(int fd, const struct iovec *parts, size_t count, unsigned flags) {
    return __syscall_result(__syscall4(SYS_vmsplice, fd, parts, count, flags));
}

ssize_t readahead(int fd, off_t offset, size_t size) {
    return __syscall_result(__syscall3(SYS_readahead, fd, offset, size));
}

int posix_fadvise(int fd, off_t offset, off_t size, int advice) {
    return (int)-__syscall4(SYS_fadvise64, fd, offset, size, advice);
}

int sync_file_range(int fd, off_t offset, off_t size, unsigned flags) {
    return (int)__syscall_result(__syscall4(SYS_sync_file_range, fd, offset, size, flags));
}

int syncfs(int fd) {
    return (int)__syscall_result(__syscall1(SYS_syncfs, fd));
}

int sethostname(const char *name, size_t size) {
    return (int)__syscall_result(__syscall2(SYS_sethostname, name, size));
}

int getentropy(void *buffer, size_t size) {
    if (size > 256) {
        errno = EIO;
        return -1;
    }
    return getrandom(buffer, size, 0) < 0 ? -1 : 0;
}
