// Reading directories through getdents64(2).
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <vitrine/syscall.h>

enum { BUFFER = 32768 };
struct __DIR {
    int fd;
    long at;
    long filled;
    long position;
    char buffer[BUFFER];
};

DIR *fdopendir(int fd) {
    DIR *directory = malloc(sizeof *directory);
    if (directory) {
        directory->fd = fd;
        directory->at = directory->filled = directory->position = 0;
    }
    return directory;
}

DIR *opendir(const char *path) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return NULL;
    }
    DIR *directory = fdopendir(fd);
    if (!directory) {
        close(fd);
    }
    return directory;
}

// errno is untouched at the end, so that it tells end and error apart: readdir(3).
struct dirent *readdir(DIR *directory) {
    if (directory->at >= directory->filled) {
        long answer = __syscall3(SYS_getdents64, directory->fd, directory->buffer, BUFFER);
        if (answer <= 0) {
            if (answer < 0 && answer != -ENOENT) {
                __syscall_result(answer);
            }
            return NULL;
        }
        directory->filled = answer;
        directory->at = 0;
    }
    struct dirent *entry = (struct dirent *)(directory->buffer + directory->at);
    directory->at += entry->d_reclen;
    directory->position = entry->d_off;
    return entry;
}

int closedir(DIR *directory) {
    int fd = directory->fd;
    free(directory);
    return close(fd);
}

void seekdir(DIR *directory, long position) {
    lseek(directory->fd, position, SEEK_SET);
    directory->at = directory->filled = 0;
    directory->position = position;
}

void rewinddir(DIR *directory) {
    seekdir(directory, 0);
}

long telldir(DIR *directory) {
    return directory->position;
}

int dirfd(DIR *directory) {
    return directory->fd;
}
