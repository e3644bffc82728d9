// The buffer of a stream: its size and mode, filling, flushing, turning round.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <vitrine/file.h>
#include <vitrine/syscall.h>

// As glibc's libio/filedoalloc.c: st_blksize bytes if that is below BUFSIZ (a pipe and a file 4096, a terminal 1024), and
// lines on a terminal.
void __file_prepare(FILE *file) {
    size_t size = BUFSIZ;
    if (file->buffer) {
        return;
    }
    if (file->flags & FILE_UNBUFFERED) {
        file->buffer = file->single;
        file->capacity = 1;
        return;
    }
    if (file->fd >= 0) {
        struct stat status;
        char attributes[64];
        if (__syscall2(SYS_fstat, file->fd, &status) == 0) {
            if (status.st_blksize > 0 && status.st_blksize < BUFSIZ) {
                size = status.st_blksize;
            }
            if (S_ISCHR(status.st_mode) && !(file->flags & FILE_MODE_SET) &&
                __syscall3(SYS_ioctl, file->fd, TCGETS, attributes) == 0) {
                file->flags |= FILE_LINE_BUFFERED;
            }
        }
    }
    file->buffer = malloc(size);
    file->capacity = size;
    if (file->buffer) {
        file->flags |= FILE_OWNS_BUFFER;
    } else {
        file->buffer = file->single;
        file->capacity = 1;
    }
}

int __file_flush(FILE *file) {
    size_t done = 0;
    if (!(file->flags & FILE_WRITING)) {
        return 0;
    }
    size_t size = file->end;
    // Empty before writing: if a signal handler's exit or a fork comes between, nothing is written twice.
    file->end = 0;
    while (done < size) {
        ssize_t written = file->actions->write(file, file->buffer + done, size - done);
        if (written < 0) {
            if (errno == ECANCELED) {
                // The thread is about to end; what it printed stays for others to flush.
                memmove(file->buffer, file->buffer + done, size - done);
                file->end = size - done;
            }
            file->flags |= FILE_ERROR;
            return EOF;
        }
        done += written;
    }
    return 0;
}

void __file_give_back(FILE *file) {
    if (!(file->flags & FILE_READING)) {
        return;
    }
    off_t unread = (off_t)(file->end - file->start) + file->pushed_count;
    if (unread > 0) {
        int kept = errno;
        file->actions->seek(file, -unread, SEEK_CUR);
        errno = kept;
    }
    file->start = file->end = 0;
    file->pushed_count = 0;
    file->flags &= ~(unsigned)FILE_READING;
}

static int refuse(FILE *file) {
    file->flags |= FILE_ERROR;
    errno = EBADF;
    return EOF;
}

int __file_start_writing(FILE *file) {
    if (file->flags & FILE_WRITING) {
        return 0;
    }
    if (!(file->flags & FILE_WRITABLE)) {
        return refuse(file);
    }
    __file_prepare(file);
    __file_give_back(file);
    file->start = file->end = 0;
    file->flags |= FILE_WRITING;
    return 0;
}

int __file_start_reading(FILE *file) {
    if (file->flags & FILE_READING) {
        return 0;
    }
    if (!(file->flags & FILE_READABLE)) {
        return refuse(file);
    }
    __file_prepare(file);
    if (__file_flush(file) == EOF) {
        return EOF;
    }
    file->start = file->end = 0;
    file->flags = (file->flags & ~(unsigned)FILE_WRITING) | FILE_READING;
    return 0;
}

int __file_fill(FILE *file) {
    // At the end of a terminal's input the user may type more; glibc stays at the end all the same.
    if (file->flags & FILE_EOF) {
        return EOF;
    }
    // Input that is wanted at once shows what was asked: a line-buffered stdout is flushed first.
    if ((file->flags & (FILE_LINE_BUFFERED | FILE_UNBUFFERED)) && (stdout->flags & FILE_LINE_BUFFERED)) {
        __file_lock(stdout);
        __file_flush(stdout);
        __file_unlock(stdout);
    }
    file->start = file->end = 0;
    ssize_t got = file->actions->read(file, file->buffer, file->capacity);
    if (got <= 0) {
        file->flags |= got == 0 ? FILE_EOF : FILE_ERROR;
        return EOF;
    }
    file->end = got;
    return 0;
}
