// utime, utimes, futimes, lutimes and utimensat set times that stat shows.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>

static void show(const char *how, const char *path) {
    struct stat status;
    lstat(path, &status);
    printf("%s: %ld.%09ld %ld.%09ld\n", how, (long)status.st_atim.tv_sec, status.st_atim.tv_nsec,
           (long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

int main(void) {
    int fd = open("file", O_CREAT | O_RDWR, 0644);
    symlink("file", "link");
    struct utimbuf old = {1000, 2000};
    utime("file", &old);
    show("utime", "file");
    struct timeval times[2] = {{3000, 500}, {4000, 999999}};
    utimes("file", times);
    show("utimes", "file");
    times[0].tv_sec = 5000;
    futimes(fd, times);
    show("futimes", "file");
    lutimes("link", times);
    show("lutimes", "link");
    struct timespec precise[2] = {{.tv_nsec = UTIME_OMIT}, {6000, 123456789}};
    utimensat(AT_FDCWD, "file", precise, 0);
    show("utimensat", "file");
    struct timespec zero[2] = {{0, 0}, {0, 0}};
    futimens(fd, zero);
    show("futimens", "file");
    return 0;
}
