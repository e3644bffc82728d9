// Names that nobody else has: mkstemp(3), mkdtemp(3), mktemp(3).
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

// Fills the XXXXXX before a suffix; 0 without random numbers.
static int fill(char *pattern, size_t suffix) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t length = strlen(pattern) - suffix;
    unsigned char bytes[6];
    if (getrandom(bytes, 6, 0) != 6) {
        return 0;
    }
    for (int i = 0; i < 6; i++) {
        pattern[length - 6 + i] = letters[bytes[i] % (sizeof letters - 1)];
    }
    return 1;
}

static int has_room(const char *pattern, size_t suffix) {
    size_t length = strlen(pattern);
    if (length >= 6 + suffix && strncmp(pattern + length - suffix - 6, "XXXXXX", 6) == 0) {
        return 1;
    }
    errno = EINVAL;
    return 0;
}

int mkostemps(char *pattern, int suffix, int flags) {
    if (suffix < 0 || !has_room(pattern, (size_t)suffix)) {
        errno = EINVAL;
        return -1;
    }
    for (int tries = 0; tries < 100; tries++) {
        int fd = fill(pattern, (size_t)suffix) ? open(pattern, O_RDWR | O_CREAT | O_EXCL | flags, 0600) : -1;
        if (fd >= 0 || errno != EEXIST) {
            return fd;
        }
    }
    return -1;
}

int mkstemps(char *pattern, int suffix) {
    return mkostemps(pattern, suffix, 0);
}

int mkostemp(char *pattern, int flags) {
    return mkostemps(pattern, 0, flags);
}

int mkstemp(char *pattern) {
    return mkostemps(pattern, 0, 0);
}

char *mktemp(char *pattern) {
    if (has_room(pattern, 0)) {
        for (int tries = 0; tries < 100; tries++) {
            if (fill(pattern, 0) && access(pattern, F_OK) < 0) {
                return pattern;
            }
        }
    }
    *pattern = 0;
    return pattern;
}

char *mkdtemp(char *pattern) {
    if (!has_room(pattern, 0)) {
        return NULL;
    }
    for (int tries = 0; tries < 100; tries++) {
        int made = fill(pattern, 0) ? mkdir(pattern, 0700) : -1;
        if (made == 0) {
            return pattern;
        }
        if (errno != EEXIST) {
            return NULL;
        }
    }
    return NULL;
}
