// A path without links, "." and "..": realpath(3).
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINKS = 40 };

// Appends a name to `done`; 0 if there is no room.
static int append(char done[PATH_MAX], const char *name, size_t length) {
    size_t used = strlen(done);
    int slash = used != 1;
    if (used + slash + length >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return 0;
    }
    if (slash) {
        done[used++] = '/';
    }
    memcpy(done + used, name, length);
    done[used + length] = 0;
    return 1;
}

static void remove_last(char *done) {
    char *slash = strrchr(done, '/');
    slash[slash == done] = 0;
}

// Puts a link's target before the rest of the path, which is empty or begins with a slash.
static int follow(char done[PATH_MAX], char rest[PATH_MAX]) {
    char target[PATH_MAX];
    ssize_t length = readlink(done, target, PATH_MAX - 1);
    if (length < 0) {
        return 0;
    }
    if ((size_t)length + strlen(rest) + 2 > PATH_MAX) {
        errno = ENAMETOOLONG;
        return 0;
    }
    target[length] = 0;
    remove_last(done);
    if (target[0] == '/') {
        strcpy(done, "/");
    }
    strcat(target, rest);
    strcpy(rest, target);
    return 1;
}

// Works off `rest`; `done` begins as an absolute path.
static int resolve(char done[PATH_MAX], char rest[PATH_MAX]) {
    int links = 0;
    for (;;) {
        size_t skip = strspn(rest, "/");
        size_t length = strcspn(rest + skip, "/");
        if (length == 0) {
            return 1;
        }
        char name[PATH_MAX];
        memcpy(name, rest + skip, length);
        name[length] = 0;
        int last = rest[skip + length] == 0;
        memmove(rest, rest + skip + length, strlen(rest + skip + length) + 1);
        if (strcmp(name, ".") == 0) {
            continue;
        }
        if (strcmp(name, "..") == 0) {
            remove_last(done);
            continue;
        }
        struct stat status;
        if (!append(done, name, length) || lstat(done, &status) < 0) {
            return 0;
        }
        if (S_ISLNK(status.st_mode)) {
            if (++links > LINKS) {
                errno = ELOOP;
                return 0;
            }
            if (!follow(done, rest)) {
                return 0;
            }
        } else if (!S_ISDIR(status.st_mode) && !last) {
            errno = ENOTDIR;
            return 0;
        }
    }
}

char *realpath(const char *path, char *resolved) {
    char done[PATH_MAX];
    char rest[PATH_MAX];
    if (!path || !*path) {
        errno = path ? ENOENT : EINVAL;
        return NULL;
    }
    if (strlen(path) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    strcpy(rest, path);
    if (*path == '/') {
        strcpy(done, "/");
    } else if (!getcwd(done, sizeof done)) {
        return NULL;
    }
    int good = resolve(done, rest);
    if (good || resolved) {
        // On failure the program's buffer holds what could not be reached.
        resolved = resolved ? strcpy(resolved, done) : strdup(done);
    }
    return good ? resolved : NULL;
}
