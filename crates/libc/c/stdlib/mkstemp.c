// Names that nobody else has: mkstemp(3), mkdtemp(3).
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

// Fills the final XXXXXX; 0 if the pattern has none.
static int fill(char *pattern) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t length = strlen(pattern);
    unsigned char bytes[6];
    if (length < 6 || getrandom(bytes, 6, 0) != 6) {
        return 0;
    }
    for (int i = 0; i < 6; i++) {
        pattern[length - 6 + i] = letters[bytes[i] % (sizeof letters - 1)];
    }
    return 1;
}

static int has_room(const char *pattern) {
    size_t length = strlen(pattern);
    return length >= 6 && strcmp(pattern + length - 6, "XXXXXX") == 0;
}

int mkstemp(char *pattern) {
    if (!has_room(pattern)) {
        errno = EINVAL;
        return -1;
    }
    for (int tries = 0; tries < 100; tries++) {
        int fd = fill(pattern) ? open(pattern, O_RDWR | O_CREAT | O_EXCL, 0600) : -1;
        if (fd >= 0 || errno != EEXIST) {
            return fd;
        }
    }
    return -1;
}

char *mkdtemp(char *pattern) {
    if (!has_room(pattern)) {
        errno = EINVAL;
        return NULL;
    }
    for (int tries = 0; tries < 100; tries++) {
        int made = fill(pattern) ? mkdir(pattern, 0700) : -1;
        if (made == 0) {
            return pattern;
        }
        if (errno != EEXIST) {
            return NULL;
        }
    }
    return NULL;
}
