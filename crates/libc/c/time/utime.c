#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <utime.h>

int utime(const char *path, const struct utimbuf *times) {
    struct timespec precise[2];
    if (times) {
        precise[0] = (struct timespec){times->actime, 0};
        precise[1] = (struct timespec){times->modtime, 0};
    }
    return utimensat(AT_FDCWD, path, times ? precise : NULL, 0);
}
