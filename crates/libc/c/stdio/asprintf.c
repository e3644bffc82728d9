// printf into memory that it allocates, and onto descriptors.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <vitrine/file.h>
#include <vitrine/format.h>

int vasprintf(char **to, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    *to = size < 0 ? NULL : malloc((size_t)size + 1);
    return *to ? vsnprintf(*to, (size_t)size + 1, format, arguments) : -1;
}

int asprintf(char **to, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vasprintf(to, format, arguments);
    va_end(arguments);
    return result;
}

int vdprintf(int fd, const char *format, va_list arguments) {
    FILE file = {.fd = fd,
                 .flags = FILE_WRITABLE | FILE_UNBUFFERED | FILE_MODE_SET,
                 .actions = &__descriptor_actions};
    return vfprintf(&file, format, arguments);
}

int dprintf(int fd, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vdprintf(fd, format, arguments);
    va_end(arguments);
    return result;
}
