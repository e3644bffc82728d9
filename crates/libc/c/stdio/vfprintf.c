#include <errno.h>
#include <limits.h>
#include <vitrine/file.h>
#include <vitrine/format.h>

static int result_of(struct __sink *sink) {
    __sink_flush(sink);
    if (sink->total > INT_MAX) {
        errno = EOVERFLOW;
        return -1;
    }
    return sink->failed ? -1 : (int)sink->total;
}

// An unbuffered stream gets a call's output in one piece, as from glibc.
static int print_unbuffered(FILE *file, const char *format, va_list arguments) {
    char room[BUFSIZ];
    struct __sink sink = {file, room, sizeof room, 0, 0, 0};
    __format(&sink, format, arguments);
    return result_of(&sink);
}

static int print(FILE *file, const char *format, va_list arguments) {
    char room[128];
    struct __sink sink = {file, room, sizeof room, 0, 0, 0};
    if (__file_start_writing(file) == EOF) {
        return -1;
    }
    if (file->flags & FILE_UNBUFFERED) {
        return print_unbuffered(file, format, arguments);
    }
    __format(&sink, format, arguments);
    return result_of(&sink);
}

int vfprintf(FILE *file, const char *format, va_list arguments) {
    __file_lock(file);
    int result = print(file, format, arguments);
    __file_unlock(file);
    return result;
}
