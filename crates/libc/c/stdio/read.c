// Bytes out of a stream.
#include <string.h>
#include <vitrine/file.h>

static int get(FILE *file) {
    if (__file_start_reading(file) == EOF) {
        return EOF;
    }
    if (file->pushed_count > 0) {
        return file->pushed[--file->pushed_count];
    }
    if (file->start == file->end && __file_fill(file) == EOF) {
        return EOF;
    }
    return file->buffer[file->start++];
}

int fgetc(FILE *file) {
    __file_lock(file);
    int result = get(file);
    __file_unlock(file);
    return result;
}

static int push_back(int c, FILE *file) {
    if (c == EOF || __file_start_reading(file) == EOF || file->pushed_count == (int)sizeof file->pushed) {
        return EOF;
    }
    file->pushed[file->pushed_count++] = (unsigned char)c;
    file->flags &= ~(unsigned)FILE_EOF;
    return (unsigned char)c;
}

int ungetc(int c, FILE *file) {
    __file_lock(file);
    int result = push_back(c, file);
    __file_unlock(file);
    return result;
}

// Whole blocks are read straight into the caller's memory.
static size_t read_bytes(FILE *file, char *to, size_t size) {
    size_t done = 0;
    while (done < size && file->pushed_count > 0) {
        to[done++] = (char)file->pushed[--file->pushed_count];
    }
    while (done < size) {
        size_t there = file->end - file->start;
        size_t wanted = size - done;
        if (there > 0) {
            size_t take = there < wanted ? there : wanted;
            memcpy(to + done, file->buffer + file->start, take);
            file->start += take;
            done += take;
        } else if (wanted >= file->capacity && !(file->flags & FILE_EOF)) {
            size_t whole = file->capacity >= 128 ? wanted - wanted % file->capacity : wanted;
            ssize_t got = file->actions->read(file, to + done, whole);
            if (got <= 0) {
                file->flags |= got == 0 ? FILE_EOF : FILE_ERROR;
                break;
            }
            done += got;
        } else if (__file_fill(file) == EOF) {
            break;
        }
    }
    return done;
}

static size_t read_items(void *items, size_t size, size_t count, FILE *file) {
    if (size == 0 || count == 0 || __file_start_reading(file) == EOF) {
        return 0;
    }
    size_t got = read_bytes(file, items, size * count);
    return got == size * count ? count : got / size;
}

size_t fread(void *items, size_t size, size_t count, FILE *file) {
    __file_lock(file);
    size_t result = read_items(items, size, count, file);
    __file_unlock(file);
    return result;
}

static char *read_line(char *line, int size, FILE *file) {
    int length = 0;
    if (size <= 0) {
        return NULL;
    }
    unsigned error_before = file->flags & FILE_ERROR;
    file->flags &= ~(unsigned)FILE_ERROR;
    while (length < size - 1) {
        int c = get(file);
        if (c == EOF) {
            break;
        }
        line[length++] = (char)c;
        if (c == '\n') {
            break;
        }
    }
    int failed = (size > 1 && length == 0) || (file->flags & FILE_ERROR);
    file->flags |= error_before;
    if (failed) {
        return NULL;
    }
    line[length] = 0;
    return line;
}

char *fgets(char *line, int size, FILE *file) {
    __file_lock(file);
    char *result = read_line(line, size, file);
    __file_unlock(file);
    return result;
}
