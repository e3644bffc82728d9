#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/time.h>

int utimes(const char *path, const struct timeval times[2]) {
    struct timespec precise[2];
    for (int i = 0; times && i < 2; i++) {
        precise[i].tv_sec = times[i].tv_sec;
        precise[i].tv_nsec = times[i].tv_usec * 1000;
    }
    return utimensat(AT_FDCWD, path, times ? precise : NULL, 0);
}
