// Seeking beyond the end makes no file longer, writing there does: the hole reads as zeros.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
    char bytes[20];
    struct stat status;
    int fd = open("holes", O_RDWR | O_CREAT | O_TRUNC, 0644);
    write(fd, "abc", 3);
    printf("to %ld\n", (long)lseek(fd, 100000, SEEK_SET));
    fstat(fd, &status);
    printf("size %ld\n", (long)status.st_size);
    ssize_t n = read(fd, bytes, 10);
    printf("read there: %zd\n", n);
    write(fd, "xyz", 3);
    fstat(fd, &status);
    printf("size %ld\n", (long)status.st_size);
    printf("from the end: %ld\n", (long)lseek(fd, -5, SEEK_END));
    n = read(fd, bytes, 20);
    printf("read %zd:", n);
    for (int i = 0; i < n; i++) {
        printf(" %d", bytes[i]);
    }
    printf("\nfrom here: %ld\n", (long)lseek(fd, -3, SEEK_CUR));
    long result = lseek(fd, -1, SEEK_SET);
    printf("before the start: %ld %s\n", result, strerror(errno));
    result = lseek(fd, 0, 99);
    printf("a wrong origin: %ld %s\n", result, strerror(errno));
    result = lseek(99, 0, SEEK_SET);
    printf("a closed one: %ld %s\n", result, strerror(errno));
    ftruncate(fd, 2);
    lseek(fd, 0, SEEK_SET);
    n = read(fd, bytes, 20);
    printf("cut to %zd %.2s\n", n, bytes);
    ftruncate(fd, 10);
    n = pread(fd, bytes, 20, 0);
    printf("grown to %zd, byte 5 is %d\n", n, bytes[5]);
    return 0;
}
