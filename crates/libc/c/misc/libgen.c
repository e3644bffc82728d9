// The last part of a path, and the rest: basename(3), dirname(3). Both may change the path.
#include <libgen.h>
#include <string.h>

static size_t without_slashes(const char *path, size_t length) {
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    return length;
}

char *__xpg_basename(char *path) {
    if (!path || !*path) {
        return ".";
    }
    size_t length = without_slashes(path, strlen(path));
    path[length] = 0;
    char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

char *dirname(char *path) {
    if (!path || !*path) {
        return ".";
    }
    size_t length = without_slashes(path, strlen(path));
    while (length > 0 && path[length - 1] != '/') {
        length--;
    }
    if (length == 0) {
        return ".";
    }
    length = without_slashes(path, length);
    path[length] = 0;
    return path;
}
