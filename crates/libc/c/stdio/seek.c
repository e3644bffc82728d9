// Where a stream stands in its file.
#include <errno.h>
#include <vitrine/file.h>

static int seek(FILE *file, off_t offset, int whence) {
    if (__file_flush(file) == EOF) {
        return -1;
    }
    if (whence == SEEK_CUR && (file->flags & FILE_READING)) {
        offset -= (off_t)(file->end - file->start) + file->pushed_count;
    }
    if (file->actions->seek(file, offset, whence) < 0) {
        return -1;
    }
    file->start = file->end = 0;
    file->pushed_count = 0;
    file->flags &= ~(unsigned)(FILE_READING | FILE_WRITING | FILE_EOF);
    return 0;
}

int fseeko(FILE *file, off_t offset, int whence) {
    __file_lock(file);
    int result = seek(file, offset, whence);
    __file_unlock(file);
    return result;
}

int fseek(FILE *file, long offset, int whence) {
    return fseeko(file, offset, whence);
}

static off_t tell(FILE *file) {
    off_t position = file->actions->seek(file, 0, SEEK_CUR);
    if (position < 0) {
        return -1;
    }
    if (file->flags & FILE_WRITING) {
        // What is unwritten will go to the end of a file opened for appending.
        if ((file->flags & FILE_APPEND) && file->end > 0) {
            position = file->actions->seek(file, 0, SEEK_END);
        }
        return position + (off_t)file->end;
    }
    return position - (off_t)(file->end - file->start) - file->pushed_count;
}

off_t ftello(FILE *file) {
    __file_lock(file);
    off_t result = tell(file);
    __file_unlock(file);
    return result;
}

long ftell(FILE *file) {
    return ftello(file);
}

void rewind(FILE *file) {
    fseeko(file, 0, SEEK_SET);
    file->flags &= ~(unsigned)FILE_ERROR;
}

int fgetpos(FILE *file, fpos_t *position) {
    position->__position = ftello(file);
    return position->__position < 0 ? -1 : 0;
}

int fsetpos(FILE *file, const fpos_t *position) {
    return fseeko(file, position->__position, SEEK_SET);
}
