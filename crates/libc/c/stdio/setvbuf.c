// Choosing how a stream buffers: setvbuf(3).
#include <stdlib.h>
#include <vitrine/file.h>

static void replace_buffer(FILE *file, char *buffer, size_t size) {
    __file_flush(file);
    __file_give_back(file);
    if (file->flags & FILE_OWNS_BUFFER) {
        free(file->buffer);
        file->flags &= ~(unsigned)FILE_OWNS_BUFFER;
    }
    file->buffer = (unsigned char *)buffer;
    file->capacity = size;
    file->start = file->end = 0;
    file->flags &= ~(unsigned)(FILE_READING | FILE_WRITING);
}

static int choose(FILE *file, char *buffer, int mode, size_t size) {
    if (mode != _IOFBF && mode != _IOLBF && mode != _IONBF) {
        return EOF;
    }
    unsigned chosen = mode == _IOLBF ? FILE_LINE_BUFFERED : mode == _IONBF ? FILE_UNBUFFERED : 0;
    if (mode == _IONBF || (file->flags & FILE_UNBUFFERED)) {
        replace_buffer(file, NULL, 0);
    }
    // Without a buffer of the program's the size is ignored, as in glibc.
    if (mode != _IONBF && buffer && size > 0) {
        replace_buffer(file, buffer, size);
    }
    file->flags = (file->flags & ~(unsigned)(FILE_LINE_BUFFERED | FILE_UNBUFFERED)) | chosen | FILE_MODE_SET;
    return 0;
}

int setvbuf(FILE *file, char *buffer, int mode, size_t size) {
    __file_lock(file);
    int result = choose(file, buffer, mode, size);
    __file_unlock(file);
    return result;
}

void setbuffer(FILE *file, char *buffer, size_t size) {
    setvbuf(file, buffer, buffer ? _IOFBF : _IONBF, size);
}

void setbuf(FILE *file, char *buffer) {
    setbuffer(file, buffer, BUFSIZ);
}

void setlinebuf(FILE *file) {
    setvbuf(file, NULL, _IOLBF, 0);
}
