// Streams on memory: open_memstream(3), fmemopen(3).
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <vitrine/file.h>

struct memory {
    char *bytes;
    size_t capacity;
    size_t length;
    size_t position;
    int owned;
    // open_memstream's caller sees these after each flush.
    char **text;
    size_t *text_size;
};

static ssize_t memory_read(FILE *file, void *to, size_t size) {
    struct memory *m = file->memory;
    size_t there = m->position < m->length ? m->length - m->position : 0;
    size_t take = size < there ? size : there;
    memcpy(to, m->bytes + m->position, take);
    m->position += take;
    return (ssize_t)take;
}

static int grow(struct memory *m, size_t needed) {
    size_t larger = m->capacity * 2 > needed ? m->capacity * 2 : needed;
    char *bytes = realloc(m->bytes, larger);
    if (!bytes) {
        return 0;
    }
    memset(bytes + m->capacity, 0, larger - m->capacity);
    m->bytes = bytes;
    m->capacity = larger;
    return 1;
}

static ssize_t memory_write(FILE *file, const void *from, size_t size) {
    struct memory *m = file->memory;
    if (file->flags & FILE_APPEND) {
        m->position = m->length;
    }
    if (m->text && m->position + size + 1 > m->capacity && !grow(m, m->position + size + 1)) {
        return -1;
    }
    size_t room = m->position < m->capacity ? m->capacity - m->position : 0;
    size_t take = size < room ? size : room;
    if (take == 0 && size > 0) {
        errno = ENOSPC;
        return -1;
    }
    memcpy(m->bytes + m->position, from, take);
    m->position += take;
    if (m->position > m->length) {
        m->length = m->position;
        if (m->length < m->capacity) {
            m->bytes[m->length] = 0;
        } else if (!m->text && !(file->flags & FILE_APPEND) && ((const char *)from)[size - 1] != 0) {
            // A full fmemopen buffer still ends with a zero, as in glibc.
            m->bytes[m->capacity - 1] = 0;
        }
    }
    if (m->text) {
        *m->text = m->bytes;
        *m->text_size = m->position < m->length ? m->position : m->length;
    }
    return (ssize_t)take;
}

static off_t memory_seek(FILE *file, off_t offset, int whence) {
    struct memory *m = file->memory;
    off_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (off_t)m->position : (off_t)m->length;
    off_t limit = m->text ? (off_t)1 << 40 : (off_t)m->capacity;
    if (base + offset < 0 || base + offset > limit) {
        errno = EINVAL;
        return -1;
    }
    m->position = (size_t)(base + offset);
    return base + offset;
}

static int memory_close(FILE *file) {
    struct memory *m = file->memory;
    if (m->owned) {
        free(m->bytes);
    }
    free(m);
    return 0;
}

static const struct __file_actions memory_actions = {memory_read, memory_write, memory_seek, memory_close};

static FILE *new_memory_file(struct memory **memory, unsigned flags) {
    struct memory *m = calloc(1, sizeof *m);
    FILE *file = m ? __file_new(-1, flags) : NULL;
    if (!file) {
        free(m);
        return NULL;
    }
    file->memory = m;
    file->actions = &memory_actions;
    *memory = m;
    return file;
}

FILE *open_memstream(char **text, size_t *size) {
    struct memory *m;
    FILE *file = new_memory_file(&m, FILE_WRITABLE);
    if (!file) {
        return NULL;
    }
    m->text = text;
    m->text_size = size;
    if (!grow(m, 64)) {
        fclose(file);
        return NULL;
    }
    *text = m->bytes;
    *size = 0;
    return file;
}

FILE *fmemopen(void *buffer, size_t size, const char *mode) {
    unsigned flags;
    int open_flags;
    struct memory *m;
    if (!__file_mode(mode, &flags, &open_flags)) {
        return NULL;
    }
    FILE *file = new_memory_file(&m, flags);
    if (!file) {
        return NULL;
    }
    m->bytes = buffer ? buffer : calloc(1, size);
    m->owned = !buffer;
    m->capacity = size;
    if (!m->bytes) {
        fclose(file);
        return NULL;
    }
    if (mode[0] == 'w' && size > 0) {
        m->bytes[0] = 0;
    }
    m->length = mode[0] == 'r' ? size : strnlen(m->bytes, size);
    m->position = mode[0] == 'a' ? m->length : 0;
    return file;
}
