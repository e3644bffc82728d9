// Opening files and the properties of descriptors.
#include <fcntl.h>
#include <stdarg.h>
#include <vitrine/cancel.h>

// A mode is passed only where a file may be made: open(2).
static int takes_mode(int flags) {
    return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
}

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = takes_mode(flags) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return (int)__syscall_result(__cancel_call4(SYS_openat, AT_FDCWD, path, flags, mode));
}

int openat(int dirfd, const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = takes_mode(flags) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return (int)__syscall_result(__cancel_call4(SYS_openat, dirfd, path, flags, mode));
}

int creat(const char *path, mode_t mode) {
    return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

// Only waiting for a lock can be cancelled, but no other command blocks.
int fcntl(int fd, int command, ...) {
    va_list arguments;
    va_start(arguments, command);
    long argument = va_arg(arguments, long);
    va_end(arguments);
    // pthreads(7): only waiting for a lock is a cancellation point.
    if (command != F_SETLKW) {
        return (int)__syscall_result(__syscall3(SYS_fcntl, fd, command, argument));
    }
    return (int)__syscall_result(__cancel_call3(SYS_fcntl, fd, command, argument));
}

int posix_fallocate(int fd, off_t offset, off_t size) {
    return (int)-__syscall4(SYS_fallocate, fd, 0, offset, size);
}
