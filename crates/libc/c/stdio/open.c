// Making streams.
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <vitrine/file.h>
#include <vitrine/lock.h>
#include <vitrine/syscall.h>

int __file_mode(const char *mode, unsigned *file_flags, int *open_flags) {
    switch (*mode) {
    case 'r':
        *file_flags = FILE_READABLE;
        *open_flags = O_RDONLY;
        break;
    case 'w':
        *file_flags = FILE_WRITABLE;
        *open_flags = O_WRONLY | O_CREAT | O_TRUNC;
        break;
    case 'a':
        *file_flags = FILE_WRITABLE | FILE_APPEND;
        *open_flags = O_WRONLY | O_CREAT | O_APPEND;
        break;
    default:
        errno = EINVAL;
        return 0;
    }
    for (const char *at = mode + 1; *at && *at != ','; at++) {
        if (*at == '+') {
            *file_flags |= FILE_READABLE | FILE_WRITABLE;
            *open_flags = (*open_flags & ~O_ACCMODE) | O_RDWR;
        } else if (*at == 'x') {
            *open_flags |= O_EXCL;
        } else if (*at == 'e') {
            *open_flags |= O_CLOEXEC;
        }
    }
    return 1;
}

FILE *__file_new(int fd, unsigned flags) {
    FILE *file = calloc(1, sizeof *file);
    if (file) {
        file->fd = fd;
        file->flags = flags;
        file->actions = &__descriptor_actions;
        __lock(&__open_files_lock);
        file->next = __open_files;
        __open_files = file;
        __unlock(&__open_files_lock);
    }
    return file;
}

static int open_path(const char *path, int open_flags, unsigned file_flags) {
    long fd = __syscall_result(__syscall4(SYS_openat, AT_FDCWD, path, open_flags, 0666));
    // A stream that can only append stands at the end, so that ftell says so.
    if (fd >= 0 && (file_flags & (FILE_APPEND | FILE_READABLE)) == FILE_APPEND) {
        __syscall3(SYS_lseek, fd, 0, SEEK_END);
    }
    return (int)fd;
}

FILE *fopen(const char *path, const char *mode) {
    unsigned file_flags;
    int open_flags;
    if (!__file_mode(mode, &file_flags, &open_flags)) {
        return NULL;
    }
    FILE *file = __file_new(-1, file_flags);
    if (!file) {
        return NULL;
    }
    file->fd = open_path(path, open_flags, file_flags);
    if (file->fd < 0) {
        __file_unlist(file);
        free(file);
        return NULL;
    }
    return file;
}

FILE *fdopen(int fd, const char *mode) {
    unsigned file_flags;
    int open_flags;
    if (!__file_mode(mode, &file_flags, &open_flags)) {
        return NULL;
    }
    long status = __syscall_result(__syscall3(SYS_fcntl, fd, F_GETFL, 0));
    if (status < 0) {
        return NULL;
    }
    int access = status & O_ACCMODE;
    if ((access == O_RDONLY && (file_flags & FILE_WRITABLE)) || (access == O_WRONLY && (file_flags & FILE_READABLE))) {
        errno = EINVAL;
        return NULL;
    }
    if ((file_flags & FILE_APPEND) && !(status & O_APPEND)) {
        __syscall3(SYS_fcntl, fd, F_SETFL, status | O_APPEND);
    }
    return __file_new(fd, file_flags);
}

// The stream keeps its descriptor's number if it can, as redirecting stdout needs: freopen(3).
FILE *freopen(const char *path, const char *mode, FILE *file) {
    unsigned file_flags;
    int open_flags;
    int old = file->fd;
    if (!__file_mode(mode, &file_flags, &open_flags)) {
        return NULL;
    }
    __file_flush(file);
    __file_give_back(file);
    int fd = path ? open_path(path, open_flags, file_flags) : old;
    if (fd < 0) {
        return NULL;
    }
    if (fd != old && old >= 0) {
        __syscall3(SYS_dup3, fd, old, open_flags & O_CLOEXEC);
        __syscall1(SYS_close, fd);
        fd = old;
    }
    if (file->flags & FILE_OWNS_BUFFER) {
        free(file->buffer);
    }
    file->buffer = NULL;
    file->start = file->end = 0;
    file->fd = fd;
    file->flags = file_flags | (file->flags & (FILE_STATIC | FILE_UNBUFFERED | FILE_MODE_SET));
    return file;
}
