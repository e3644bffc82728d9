// Streams on file descriptors.
#include <unistd.h>
#include <vitrine/file.h>
#include <vitrine/syscall.h>

static ssize_t descriptor_read(FILE *file, void *bytes, size_t size) {
    return __syscall_result(__syscall3(SYS_read, file->fd, bytes, size));
}

static ssize_t descriptor_write(FILE *file, const void *bytes, size_t size) {
    return __syscall_result(__syscall3(SYS_write, file->fd, bytes, size));
}

static off_t descriptor_seek(FILE *file, off_t offset, int whence) {
    return __syscall_result(__syscall3(SYS_lseek, file->fd, offset, whence));
}

static int descriptor_close(FILE *file) {
    return (int)__syscall_result(__syscall1(SYS_close, file->fd));
}

const struct __file_actions __descriptor_actions = {descriptor_read, descriptor_write, descriptor_seek,
                                                    descriptor_close};
