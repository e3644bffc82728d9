#define _GNU_SOURCE
#include <string.h>

// GNU's: what follows the last slash, nothing if the path ends with one.
char *basename(const char *path) {
    const char *slash = strrchr(path, '/');
    return (char *)(slash ? slash + 1 : path);
}
