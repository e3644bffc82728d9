// Named semaphores: a file /dev/shm/sem.NAME that is mapped shared, as in glibc. Two opens of one name in a process give one
// address.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vitrine/lock.h>

struct opened {
    struct opened *next;
    sem_t *semaphore;
    dev_t device;
    ino_t inode;
    int users;
};
static struct opened *all;
static int lock;

static int path_of(const char *name, char path[PATH_MAX]) {
    while (*name == '/') {
        name++;
    }
    if (!*name || strchr(name, '/')) {
        errno = EINVAL;
        return 0;
    }
    if (strlen(name) > NAME_MAX - 4) {
        errno = ENAMETOOLONG;
        return 0;
    }
    sprintf(path, "/dev/shm/sem.%s", name);
    return 1;
}

static sem_t *map(int fd) {
    struct stat status;
    if (fstat(fd, &status) < 0) {
        return SEM_FAILED;
    }
    for (struct opened *at = all; at; at = at->next) {
        if (at->device == status.st_dev && at->inode == status.st_ino) {
            at->users++;
            return at->semaphore;
        }
    }
    struct opened *opened = malloc(sizeof *opened);
    void *semaphore = mmap(NULL, sizeof(sem_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (!opened || semaphore == MAP_FAILED) {
        free(opened);
        return SEM_FAILED;
    }
    *opened = (struct opened){all, semaphore, status.st_dev, status.st_ino, 1};
    all = opened;
    return semaphore;
}

// The file appears under its name only when it is complete.
static int create(const char *path, mode_t mode, unsigned value) {
    sem_t fresh;
    char hidden[] = "/dev/shm/sem.XXXXXX";
    if (sem_init(&fresh, 1, value) < 0) {
        return -1;
    }
    int fd = mkstemp(hidden);
    if (fd < 0) {
        return -1;
    }
    mode_t mask = umask(0);
    umask(mask);
    int failed = fchmod(fd, mode & ~mask) < 0 || write(fd, &fresh, sizeof fresh) != (ssize_t)sizeof fresh ||
                 link(hidden, path) < 0;
    int kept = errno;
    unlink(hidden);
    if (failed) {
        close(fd);
        errno = kept;
        return -1;
    }
    return fd;
}

static int open_or_create(const char *path, int flags, mode_t mode, unsigned value) {
    for (;;) {
        int fd = -1;
        if (!(flags & O_EXCL) || !(flags & O_CREAT)) {
            fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
            if (fd >= 0 || errno != ENOENT || !(flags & O_CREAT)) {
                return fd;
            }
        }
        fd = create(path, mode, value);
        if (fd >= 0 || errno != EEXIST || (flags & O_EXCL)) {
            return fd;
        }
    }
}

sem_t *sem_open(const char *name, int flags, ...) {
    char path[PATH_MAX];
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    unsigned value = flags & O_CREAT ? va_arg(arguments, unsigned) : 0;
    va_end(arguments);
    if (!path_of(name, path)) {
        return SEM_FAILED;
    }
    int fd = open_or_create(path, flags, mode, value);
    if (fd < 0) {
        return SEM_FAILED;
    }
    __lock(&lock);
    sem_t *semaphore = map(fd);
    __unlock(&lock);
    int kept = errno;
    close(fd);
    errno = kept;
    return semaphore;
}

int sem_close(sem_t *semaphore) {
    int result = -1;
    __lock(&lock);
    for (struct opened **at = &all; *at; at = &(*at)->next) {
        struct opened *opened = *at;
        if (opened->semaphore == semaphore) {
            result = 0;
            if (--opened->users == 0) {
                *at = opened->next;
                munmap(semaphore, sizeof *semaphore);
                free(opened);
            }
            break;
        }
    }
    __unlock(&lock);
    if (result < 0) {
        errno = EINVAL;
    }
    return result;
}

int sem_unlink(const char *name) {
    char path[PATH_MAX];
    if (!path_of(name, path)) {
        errno = ENOENT;
        return -1;
    }
    return unlink(path);
}
