// What stat tells of files, folders, links, devices.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void show(const char *path) {
    struct stat s;
    if (lstat(path, &s) < 0) {
        printf("%s: %s\n", path, strerror(errno));
        return;
    }
    const char *kind = S_ISREG(s.st_mode)   ? "file"
                       : S_ISDIR(s.st_mode) ? "folder"
                       : S_ISLNK(s.st_mode) ? "link"
                       : S_ISCHR(s.st_mode) ? "device"
                                            : "other";
    printf("%s: %s, mode %04o, links %d, owner %d %d", path, kind, s.st_mode & 07777, (int)s.st_nlink, s.st_uid, s.st_gid);
    if (S_ISREG(s.st_mode)) {
        printf(", size %ld, block size %d", (long)s.st_size, (int)s.st_blksize);
    }
    printf("\n");
}

int main(void) {
    int fd = open("file", O_RDWR | O_CREAT, 0640);
    write(fd, "0123456789", 10);
    mkdir("folder", 0755);
    symlink("file", "link");
    link("file", "second");
    show("file");
    show("second");
    show("link");
    show("folder");
    show("folder/missing");
    show("file/below");
    show("/dev/null");
    chmod("file", 04711);
    show("file");
    struct stat a, b, c;
    stat("link", &a);
    fstat(fd, &b);
    fstatat(AT_FDCWD, "second", &c, 0);
    printf("the same inode: %d %d\n", a.st_ino == b.st_ino, b.st_ino == c.st_ino);
    unlink("second");
    fstat(fd, &b);
    printf("links %d\n", (int)b.st_nlink);
    unlink("file");
    fstat(fd, &b);
    printf("unlinked but open: links %d, size %ld\n", (int)b.st_nlink, (long)b.st_size);
    return 0;
}
