#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/time.h>

static const struct timespec *precise(const struct timeval times[2], struct timespec result[2]) {
    for (int i = 0; times && i < 2; i++) {
        result[i].tv_sec = times[i].tv_sec;
        result[i].tv_nsec = times[i].tv_usec * 1000;
    }
    return times ? result : NULL;
}

int utimes(const char *path, const struct timeval times[2]) {
    struct timespec room[2];
    return utimensat(AT_FDCWD, path, precise(times, room), 0);
}

int lutimes(const char *path, const struct timeval times[2]) {
    struct timespec room[2];
    return utimensat(AT_FDCWD, path, precise(times, room), AT_SYMLINK_NOFOLLOW);
}

int futimes(int fd, const struct timeval times[2]) {
    struct timespec room[2];
    return futimens(fd, precise(times, room));
}
