#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHOW(call)                                                        \
    do {                                                                  \
        errno = 0;                                                        \
        long r_ = (long)(call);                                           \
        printf("%s = %ld %s\n", #call, r_, r_ < 0 ? strerror(errno) : ""); \
    } while (0)
static void on(int s) { printf("signal %d\n", s); }

int main(void) {
    setvbuf(stdout, 0, _IONBF, 0);
    char b[10000];
    memset(b, 'b', sizeof b);
    int fd = open("f", O_RDWR | O_CREAT | O_EXCL, 0666);
    SHOW(write(fd, "0123456789", 10));
    SHOW(pread(fd, b, 4, 8));
    SHOW(pread(fd, b, 4, 10));
    SHOW(pread(fd, b, 4, -1));
    SHOW(pwrite(fd, "AB", 2, 20));
    SHOW(lseek(fd, 0, SEEK_CUR));
    SHOW(lseek(fd, 0, SEEK_END));
    SHOW(lseek(fd, -30, SEEK_CUR));
    SHOW(lseek(fd, 5, SEEK_SET));
    SHOW(read(fd, b, 100));
    for (int i = 0; i < 17; i++) printf("%02x", b[i]);
    puts("");
    SHOW(lseek(fd, 1000000, SEEK_SET));
    SHOW(read(fd, b, 10));
    SHOW(write(fd, "x", 1));
    struct stat s;
    fstat(fd, &s);
    printf("size %ld blocks %ld\n", (long)s.st_size, (long)s.st_blocks);
    SHOW(lseek(fd, 0, SEEK_DATA));
    SHOW(lseek(fd, 0, SEEK_HOLE));
    SHOW(lseek(fd, 5000, SEEK_DATA));
    SHOW(lseek(fd, 1000000, SEEK_HOLE));
    SHOW(lseek(fd, 1000001, SEEK_HOLE));
    SHOW(ftruncate(fd, 6000));
    SHOW(ftruncate(fd, 4));
    SHOW(ftruncate(fd, 8));
    SHOW(pread(fd, b, 10, 0));
    for (int i = 0; i < 8; i++) printf("%02x", b[i]);
    puts("");
    int ap = open("f", O_WRONLY | O_APPEND);
    SHOW(lseek(ap, 2, SEEK_SET));
    SHOW(write(ap, "end", 3));
    SHOW(lseek(ap, 0, SEEK_CUR));
    SHOW(pwrite(ap, "more", 4, 0));
    SHOW(lseek(ap, 0, SEEK_CUR));
    SHOW(read(ap, b, 1));
    char *page = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(page + 4096, 4096);
    memset(page, 'p', 4096);
    SHOW(write(ap, page + 4090, 20));
    SHOW(write(ap, page + 4096, 20));
    fstat(fd, &s);
    printf("size %ld\n", (long)s.st_size);
    SHOW(pread(fd, page + 4090, 20, 0));
    SHOW(pread(fd, page + 4096, 20, 0));
    SHOW(pread(fd, page + 4096, 20, 1000));
    struct iovec v[3] = {{b, 3}, {b + 3, 0}, {page + 4090, 10}};
    SHOW(preadv(fd, v, 3, 0));
    SHOW(pwritev(fd, v, 2, 100));
    SHOW(writev(fd, v, -1));
    v[1].iov_len = -1;
    SHOW(writev(fd, v, 3));
    SHOW(writev(fd, 0, 0));
    SHOW(readv(fd, (void *)8, 1));
    SHOW(readv(99, (void *)8, 1));
    /* own limit */
    signal(SIGXFSZ, on);
    struct rlimit limit = {3000, 3000};
    setrlimit(RLIMIT_FSIZE, &limit);
    SHOW(pwrite(fd, b, 5000, 1000));
    SHOW(pwrite(fd, b, 1, 3000));
    SHOW(ftruncate(fd, 3001));
    SHOW(ftruncate(fd, 3000));
    /* shared and own offsets */
    SHOW(lseek(fd, 0, SEEK_SET));
    if (fork() == 0) {
        read(fd, b, 4);
        _exit(0);
    }
    wait(0);
    SHOW(lseek(fd, 0, SEEK_CUR));
    int twin = dup(fd), own = open("f", O_RDONLY);
    SHOW(read(twin, b, 1));
    SHOW(lseek(fd, 0, SEEK_CUR));
    SHOW(lseek(own, 0, SEEK_CUR));
    SHOW(write(own, b, 1));
    SHOW(ftruncate(own, 0));
    /* a file without a name lives on */
    SHOW(unlink("f"));
    fstat(fd, &s);
    printf("nlink %ld size %ld\n", (long)s.st_nlink, (long)s.st_size);
    SHOW(pread(fd, b, 4, 0));
    SHOW(open("f", O_RDONLY));
    /* devices */
    int n = open("/dev/null", O_RDWR), z = open("/dev/zero", O_RDWR), f = open("/dev/full", O_RDWR);
    SHOW(read(n, b, 10));
    SHOW(write(n, (void *)8, 10));
    SHOW(read(z, b, 10));
    SHOW(read(z, page + 4090, 10));
    SHOW(write(z, b, 10));
    SHOW(read(f, b, 10));
    SHOW(write(f, b, 10));
    SHOW(write(f, b, 0));
    SHOW(lseek(n, 100, SEEK_SET));
    SHOW(pread(n, b, 10, 5));
    SHOW(fsync(n));
    SHOW(ftruncate(n, 0));
    SHOW(open("/dev/null", O_RDONLY | O_DIRECTORY));
    SHOW(open("/dev/null/x", O_RDONLY));
    stat("/dev/null", &s);
    printf("%o %lx\n", s.st_mode, (long)s.st_rdev);
    stat("/dev/zero", &s);
    printf("%o %lx\n", s.st_mode, (long)s.st_rdev);
    SHOW(posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL));
    SHOW(isatty(n));
}
