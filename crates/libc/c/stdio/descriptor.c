// Streams on file descriptors.
#include <unistd.h>
#include <vitrine/cancel.h>
#include <vitrine/file.h>

// With threads, a blocked call answers ECANCELED; the thread ends when it has let go of the stream.
static ssize_t transfer(FILE *file, long call, const void *bytes, size_t size) {
    if (__libc_single_threaded) {
        return __syscall_result(__syscall3(call, file->fd, bytes, size));
    }
    file->flags |= FILE_CALLED;
    return __syscall_result(__cancelled_call(call, file->fd, (long)bytes, (long)size, 0, 0, 0));
}

static ssize_t descriptor_read(FILE *file, void *bytes, size_t size) {
    return transfer(file, SYS_read, bytes, size);
}

static ssize_t descriptor_write(FILE *file, const void *bytes, size_t size) {
    return transfer(file, SYS_write, bytes, size);
}

static off_t descriptor_seek(FILE *file, off_t offset, int whence) {
    return __syscall_result(__syscall3(SYS_lseek, file->fd, offset, whence));
}

static int descriptor_close(FILE *file) {
    return (int)__syscall_result(__syscall1(SYS_close, file->fd));
}

const struct __file_actions __descriptor_actions = {descriptor_read, descriptor_write, descriptor_seek,
                                                    descriptor_close};
