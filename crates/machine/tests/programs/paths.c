#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#define SHOW(call)                                                         \
    do {                                                                   \
        errno = 0;                                                         \
        long r_ = (long)(call);                                            \
        printf("%s = %ld %s\n", #call, r_, r_ < 0 ? strerror(errno) : ""); \
    } while (0)

static void list(const char *path) {
    DIR *d = opendir(path);
    struct dirent *e;
    while ((e = readdir(d))) printf(" %s(off %ld t %d)", e->d_name, (long)e->d_off, e->d_type);
    puts("");
    closedir(d);
}

static void touch(const char *path) { close(open(path, O_CREAT | O_RDWR, 0644)); }

int main(void) {
    struct stat s;
    char b[300];
    int n;
    for (int i = 3; i < 1000; i++) close(i);
    mkdir("kd", 0755), chdir("kd");
    touch("b"), touch("a");
    mkdir("d", 0777), symlink("a", "s"), mkfifo("f", 0600);
    list(".");
    unlink("a"), touch("z");
    list(".");
    rename("b", "bb");
    list(".");
    stat(".", &s);
    printf("directory: size %ld nlink %ld blocks %ld blksize %ld mode %o\n", (long)s.st_size,
           (long)s.st_nlink, (long)s.st_blocks, (long)s.st_blksize, s.st_mode);
    lstat("s", &s);
    printf("link: size %ld blocks %ld mode %o\n", (long)s.st_size, (long)s.st_blocks, s.st_mode);
    int fd = open("z", O_RDWR | O_APPEND | O_CLOEXEC | O_CREAT | O_TRUNC, 0600);
    printf("flags %o\n", fcntl(fd, F_GETFL));
    write(fd, "abc", 3);
    ftruncate(fd, 100000);
    fstat(fd, &s);
    printf("file: size %ld blocks %ld\n", (long)s.st_size, (long)s.st_blocks);
    int p[2];
    pipe2(p, O_NONBLOCK);
    printf("pipe flags %o %o\n", fcntl(p[0], F_GETFL), fcntl(p[1], F_GETFL));
    write(p[1], "hello", 5);
    fstat(p[0], &s);
    printf("pipe: mode %o size %ld blksize %ld nlink %ld blocks %ld uid %d\n", s.st_mode,
           (long)s.st_size, (long)s.st_blksize, (long)s.st_nlink, (long)s.st_blocks, s.st_uid);
    SHOW(fcntl(p[0], F_SETPIPE_SZ, 1));
    SHOW(fcntl(p[0], F_SETPIPE_SZ, 5000));
    SHOW(fcntl(p[0], F_SETPIPE_SZ, 100000));
    SHOW(fcntl(p[0], F_SETPIPE_SZ, 2000000));
    SHOW(lseek(p[0], 0, SEEK_SET));
    int dfd = open(".", O_RDONLY);
    SHOW(read(dfd, b, 10));
    SHOW(write(dfd, b, 1));
    SHOW(open("d", O_RDWR));
    SHOW(open("d", O_CREAT | O_RDONLY, 0600));
    SHOW(open("d", O_CREAT | O_DIRECTORY, 0600));
    SHOW(open("zz/", O_CREAT | O_RDWR, 0600));
    SHOW(open("z/", O_RDONLY));
    SHOW(open("", O_RDONLY));
    SHOW(open((char *)8, O_RDONLY));
    SHOW(open("s", O_RDONLY | O_NOFOLLOW));
    SHOW(open("s", O_RDONLY));
    SHOW(open("s", O_CREAT | O_EXCL | O_RDWR, 0600));
    SHOW(open(".", O_CREAT | O_EXCL | O_RDWR, 0600));
    SHOW(open("..", O_CREAT | O_RDWR, 0600));
    SHOW(mkdir("z/", 0700));
    SHOW(mkdir("nope/x", 0700));
    SHOW(mkdir(".", 0700));
    SHOW(mkdir("/", 0700));
    SHOW(mkdir("", 0700));
    SHOW(mkdir("newdir//", 0700));
    SHOW(rmdir("d/."));
    SHOW(rmdir("d/.."));
    SHOW(rmdir("d/"));
    SHOW(mkdir("d", 0700));
    SHOW(unlink("d"));
    SHOW(unlink("z/"));
    SHOW(unlink("d/"));
    SHOW(unlink("."));
    SHOW(unlink("nope"));
    SHOW(rmdir("z"));
    SHOW(rmdir("s"));
    SHOW(rmdir("s/"));
    SHOW(unlink("s/"));
    SHOW(mkdir("s/", 0700));
    SHOW(rename("s/", "q"));
    SHOW(lstat("s/", &s));
    SHOW(readlink("s/", b, 10));
    SHOW(readlink("z/", b, 10));
    SHOW(open("s/", O_CREAT | O_RDWR, 0600));
    SHOW(symlink("x", "s/"));
    SHOW(link("s/", "q"));
    SHOW(rename("d", "d/x"));
    SHOW(rename("d", "z"));
    SHOW(rename("z", "d"));
    SHOW(rename("d/.", "q"));
    SHOW(rename("z", "q/"));
    SHOW(rename("z", "z"));
    SHOW(rename("nope", "q"));
    SHOW(link("d", "q"));
    SHOW(link("z", "d"));
    SHOW(link("z", "q/"));
    SHOW(link("nope", "q"));
    SHOW(symlink("", "q"));
    SHOW(symlink("x", "d"));
    SHOW(symlink("x", "q/"));
    SHOW(readlink("z", b, 10));
    SHOW(readlink("s", b, 0));
    SHOW(readlink("s", b, 1));
    SHOW(readlink("s", (char *)8, 1));
    SHOW(tcgetattr(fd, (struct termios *)b));
    SHOW(tcgetattr(99, (struct termios *)b));
    SHOW(ioctl(fd, FIONREAD, &n));
    printf("%d\n", n);
    SHOW(ioctl(p[0], FIONREAD, &n));
    printf("%d\n", n);
    SHOW(ioctl(dfd, FIONREAD, &n));
    SHOW(ioctl(p[0], FIONREAD, 8));
    SHOW(openat(fd, "x", O_RDONLY));
    SHOW(openat(99, "x", O_RDONLY));
    SHOW(openat(99, "", O_RDONLY));
    SHOW(close(openat(99, "/", O_RDONLY)));
    SHOW(openat(dfd, "z", O_RDONLY) > 0);
    SHOW(fstat(99, &s));
    SHOW(fstat(fd, (struct stat *)8));
    SHOW(stat("nope", &s));
    SHOW(stat("z", (struct stat *)8));
    SHOW(stat("s", &s));
    SHOW(fstatat(fd, "", &s, AT_EMPTY_PATH));
    SHOW(fstatat(fd, "x", &s, AT_EMPTY_PATH));
    SHOW(fstatat(AT_FDCWD, "z", &s, 1));
    struct statx x;
    SHOW(statx(AT_FDCWD, "z", 0, STATX_BASIC_STATS, &x));
    printf("%o %lu %u\n", x.stx_mode, (long)x.stx_size, x.stx_nlink);
    SHOW(write(fd, (void *)8, 0));
    SHOW(write(fd, (void *)8, 1));
    SHOW(read(p[0], (void *)8, 5));
    SHOW(read(p[0], b, 5));
    SHOW(pwrite(p[1], b, 5, 0));
    SHOW(pwrite(fd, b, 5, -1));
    SHOW(pwrite(99, b, 5, -1));
    SHOW(ftruncate(p[1], 0));
    SHOW(truncate("d", 0));
    SHOW(truncate("nope", 0));
    SHOW(ftruncate(fd, -1));
    SHOW(lseek(fd, -1, SEEK_SET));
    SHOW(lseek(fd, 0, 9));
    SHOW(lseek(dfd, 0, SEEK_END));
    SHOW(fsync(p[0]));
    SHOW(fsync(fd));
    SHOW(fchdir(fd));
    SHOW(fchdir(p[0]));
    SHOW(chdir("z"));
    SHOW(faccessat(AT_FDCWD, "z", 8, 0));
    SHOW(pipe2(p, 0x12345));
    SHOW(pipe2((int *)8, 0));
    SHOW(open("/dev/null", O_RDWR | O_TRUNC | O_CREAT, 0600) > 0);
    SHOW(mknod("nod", S_IFREG | 0600, 0));
    SHOW(renameat2(AT_FDCWD, "z", AT_FDCWD, "d", RENAME_NOREPLACE));
    SHOW(renameat2(AT_FDCWD, "z", AT_FDCWD, "d", RENAME_NOREPLACE | RENAME_EXCHANGE));
    char deep[4000] = "";
    for (int i = 0; i < 12; i++) {
        sprintf(b, "l%d", i);
        sprintf(b + 100, i ? "l%d/.." : ".", i - 1);
        symlink(b + 100, b);
    }
    SHOW(open("l11", O_RDONLY) > 0);
    for (int i = 0; i < 41; i++) strcat(deep, "l0/");
    SHOW(open(deep, O_RDONLY));
    deep[strlen(deep) - 3] = 0;
    SHOW(open(deep, O_RDONLY) > 0);
}
