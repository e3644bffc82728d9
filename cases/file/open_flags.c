// What the flags of open do.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int show(const char *what, int fd) {
    printf("%s: %s\n", what, fd < 0 ? strerror(errno) : "open");
    return fd;
}

static long size(const char *path) {
    struct stat status;
    return stat(path, &status) < 0 ? -1 : (long)status.st_size;
}

int main(void) {
    show("missing", open("new", O_RDONLY));
    show("create in a missing folder", open("no/new", O_CREAT | O_WRONLY, 0644));
    int fd = show("create", open("new", O_CREAT | O_EXCL | O_WRONLY, 0644));
    write(fd, "hello", 5);
    ssize_t n = read(fd, &n, 1);
    printf("read what is for writing: %zd %s\n", n, strerror(errno));
    show("create exclusively again", open("new", O_CREAT | O_EXCL | O_WRONLY, 0644));
    show("create again", open("new", O_CREAT | O_WRONLY, 0644));
    printf("size %ld\n", size("new"));
    int app = show("append", open("new", O_WRONLY | O_APPEND));
    lseek(app, 0, SEEK_SET);
    write(app, "!!", 2);
    printf("size %ld, at %ld\n", size("new"), (long)lseek(app, 0, SEEK_CUR));
    fd = show("truncate", open("new", O_RDWR | O_TRUNC));
    printf("size %ld\n", size("new"));
    show("a folder for reading", open("/w", O_RDONLY));
    show("a folder for writing", open("/w", O_WRONLY));
    show("a file as a folder", open("new", O_RDONLY | O_DIRECTORY));
    show("below a file", open("new/x", O_RDONLY));
    show("an empty name", open("", O_RDONLY));
    mode_t old = umask(027);
    show("with a mask", open("masked", O_CREAT | O_WRONLY, 0666));
    struct stat status;
    stat("masked", &status);
    printf("old mask %o, mode %o, owner %d %d\n", old, status.st_mode, status.st_uid, status.st_gid);
    chmod("masked", 0);
    show("without permission", open("masked", O_RDONLY));
    printf("flags %o %o\n", fcntl(fd, F_GETFL) & O_ACCMODE, fcntl(app, F_GETFL) & (O_ACCMODE | O_APPEND));
    return 0;
}
