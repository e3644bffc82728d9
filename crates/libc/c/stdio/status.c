// The flags of a stream.
#include <errno.h>
#include <vitrine/file.h>

int feof(FILE *file) {
    return (file->flags & FILE_EOF) != 0;
}

int ferror(FILE *file) {
    return (file->flags & FILE_ERROR) != 0;
}

void clearerr(FILE *file) {
    file->flags &= ~(unsigned)(FILE_EOF | FILE_ERROR);
}

int fileno(FILE *file) {
    if (file->fd < 0) {
        errno = EBADF;
        return -1;
    }
    return file->fd;
}
