// POSIX shared memory objects are files in /dev/shm: shm_overview(7).
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int path_of(const char *name, char path[PATH_MAX]) {
    while (*name == '/') {
        name++;
    }
    if (!*name || strchr(name, '/') || strlen(name) > NAME_MAX) {
        errno = strlen(name) > NAME_MAX ? ENAMETOOLONG : EINVAL;
        return 0;
    }
    sprintf(path, "/dev/shm/%s", name);
    return 1;
}

int shm_open(const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    if (!path_of(name, path)) {
        return -1;
    }
    int fd = open(path, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, mode);
    if (fd < 0 && errno == EISDIR) {
        errno = EINVAL;
    }
    return fd;
}

int shm_unlink(const char *name) {
    char path[PATH_MAX];
    if (!path_of(name, path)) {
        errno = errno == EINVAL ? ENOENT : errno;
        return -1;
    }
    int result = unlink(path);
    if (result < 0 && errno == EPERM) {
        errno = EACCES;
    }
    return result;
}
