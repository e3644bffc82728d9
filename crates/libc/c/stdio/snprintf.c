// printf into memory.
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <vitrine/format.h>

int vsnprintf(char *to, size_t size, const char *format, va_list arguments) {
    struct __sink sink = {NULL, to, size > 0 ? size - 1 : 0, 0, 0, 0};
    __format(&sink, format, arguments);
    if (size > 0) {
        to[sink.used] = 0;
    }
    if (sink.total > INT_MAX) {
        errno = EOVERFLOW;
        return -1;
    }
    return (int)sink.total;
}

int snprintf(char *to, size_t size, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vsnprintf(to, size, format, arguments);
    va_end(arguments);
    return result;
}

int vsprintf(char *to, const char *format, va_list arguments) {
    return vsnprintf(to, INT_MAX, format, arguments);
}

int sprintf(char *to, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vsprintf(to, format, arguments);
    va_end(arguments);
    return result;
}
