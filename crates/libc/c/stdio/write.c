// Bytes into a stream. The sizes of the write(2) calls are glibc's (libio/fileops.c): a full buffer goes out as a whole, whole
// blocks behind it go out directly, the rest is kept; a line-buffered stream writes up to the last newline.
#include <string.h>
#include <vitrine/file.h>

static size_t write_directly(FILE *file, const char *bytes, size_t size) {
    size_t done = 0;
    while (done < size) {
        ssize_t written = file->actions->write(file, bytes + done, size - done);
        if (written < 0) {
            file->flags |= FILE_ERROR;
            break;
        }
        done += written;
    }
    return done;
}

static void append(FILE *file, const char *bytes, size_t size) {
    memcpy(file->buffer + file->end, bytes, size);
    file->end += size;
}

// The bytes up to and with the last newline, 0 if there is none.
static size_t through_last_newline(const char *bytes, size_t size) {
    while (size > 0 && bytes[size - 1] != '\n') {
        size--;
    }
    return size;
}

static size_t write_bytes(FILE *file, const char *bytes, size_t size) {
    size_t room = file->flags & FILE_UNBUFFERED ? 0 : file->capacity - file->end;
    size_t first = size < room ? size : room;
    int must_flush = 0;
    if ((file->flags & FILE_LINE_BUFFERED) && size <= room) {
        size_t lines = through_last_newline(bytes, size);
        if (lines > 0) {
            first = lines;
            must_flush = 1;
        }
    }
    append(file, bytes, first);
    size_t rest = size - first;
    if (rest == 0 && !must_flush) {
        return size;
    }
    if (__file_flush(file) == EOF) {
        return 0;
    }
    size_t whole = file->capacity >= 128 ? rest - rest % file->capacity : rest;
    size_t direct = write_directly(file, bytes + first, whole);
    if (direct < whole) {
        return first + direct;
    }
    const char *last = bytes + first + whole;
    size_t last_size = rest - whole;
    append(file, last, last_size);
    if ((file->flags & FILE_LINE_BUFFERED) && through_last_newline(last, last_size) > 0) {
        __file_flush(file);
    }
    return size;
}

static size_t write_items(const void *items, size_t size, size_t count, FILE *file) {
    if (size == 0 || count == 0 || __file_start_writing(file) == EOF) {
        return 0;
    }
    size_t written = write_bytes(file, items, size * count);
    return written == size * count ? count : written / size;
}

size_t fwrite(const void *items, size_t size, size_t count, FILE *file) {
    __file_lock(file);
    size_t result = write_items(items, size, count, file);
    __file_unlock(file);
    return result;
}

static int put(int c, FILE *file) {
    unsigned char byte = (unsigned char)c;
    if (__file_start_writing(file) == EOF) {
        return EOF;
    }
    if (file->flags & FILE_UNBUFFERED) {
        return write_directly(file, (char *)&byte, 1) == 1 ? byte : EOF;
    }
    if (file->end == file->capacity && __file_flush(file) == EOF) {
        return EOF;
    }
    file->buffer[file->end++] = byte;
    if (byte == '\n' && (file->flags & FILE_LINE_BUFFERED) && __file_flush(file) == EOF) {
        return EOF;
    }
    return byte;
}

int fputc(int c, FILE *file) {
    __file_lock(file);
    int result = put(c, file);
    __file_unlock(file);
    return result;
}

int fputs(const char *text, FILE *file) {
    size_t length = strlen(text);
    return fwrite(text, 1, length, file) == length ? 1 : EOF;
}
