#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHOW(call)                                                        \
    do {                                                                  \
        errno = 0;                                                        \
        long r_ = (long)(call);                                           \
        printf("%s = %ld %s\n", #call, r_, r_ < 0 ? strerror(errno) : ""); \
    } while (0)
static void list(void) {
    for (int i = 0; i < 1100; i++)
        if (fcntl(i, F_GETFD) >= 0) printf(" %d%s", i, fcntl(i, F_GETFD) ? "x" : "");
    puts("");
}
int main(int argc, char **argv) {
    setvbuf(stdout, 0, _IONBF, 0);
    if (argc > 2) {
        list();
        return 0;
    }
    for (int i = 3; i < 1000; i++) close(i);
    int fd = open("f", O_CREAT | O_RDWR, 0600);
    SHOW(fd);
    SHOW(dup(fd));
    SHOW(dup2(fd, 10));
    SHOW(dup2(fd, fd));
    SHOW(dup2(99, 99));
    SHOW(dup3(fd, 11, O_CLOEXEC));
    SHOW(dup3(fd, 11, O_APPEND));
    SHOW(fcntl(fd, F_DUPFD, 10));
    SHOW(fcntl(fd, F_DUPFD_CLOEXEC, 0));
    SHOW(fcntl(fd, F_DUPFD, -1));
    SHOW(fcntl(99, F_DUPFD, -1));
    SHOW(fcntl(fd, 9999, 0));
    SHOW(close(4));
    SHOW(close(4));
    SHOW(dup(11));
    list();
    SHOW(fcntl(fd, F_SETFD, FD_CLOEXEC));
    SHOW(fcntl(fd, F_SETFL, O_APPEND | O_NONBLOCK | O_RDONLY | O_CREAT));
    printf("%o\n", fcntl(10, F_GETFL));
    SHOW(fcntl(fd, F_GETPIPE_SZ));
    SHOW(close_range(10, 11, 4));
    SHOW(close_range(12, 12, 0));
    SHOW(close_range(12, ~0u, 8));
    list();
    struct rlimit limit = {16, 16};
    setrlimit(RLIMIT_NOFILE, &limit);
    while (dup(0) >= 0) {}
    printf("%s\n", strerror(errno));
    list();
    int p[2] = {-7, -7};
    SHOW(pipe(p));
    printf("%d %d\n", p[0], p[1]);
    close(15);
    SHOW(pipe(p));
    printf("%d %d\n", p[0], p[1]);
    SHOW(open("nothing", O_RDONLY));
    SHOW(dup2(0, 15));
    SHOW(open("nothing", O_RDONLY));
    SHOW(dup2(0, 16));
    SHOW(fcntl(0, F_DUPFD, 16));
    if (fork() == 0) {
        execl("/proc/self/exe", argv[0], ".", "again", (char *)0);
        perror("exec");
        _exit(1);
    }
    wait(0);
    close(15);
    close(14);
    DIR *d = opendir("/proc/self/fd");
    struct dirent *e;
    while ((e = readdir(d))) printf(" %s", e->d_name);
    puts("");
    closedir(d);
    char link[100];
    long n = readlink("/proc/self/fd/10", link, 100);
    printf("%s\n", n > 2 && !memcmp(link + n - 2, "/f", 2) ? "a path to f" : "?");
    int again = open("/proc/self/fd/10", O_RDWR);
    SHOW(write(again, "abc", 3));
    SHOW(lseek(10, 0, SEEK_CUR));
    for (int i = 4; i < 10; i++) close(i);
    SHOW(pipe(p));
    char name[40];
    sprintf(name, "/proc/self/fd/%d", p[0]);
    n = readlink(name, link, 100);
    link[n > 0 ? n : 0] = 0;
    printf("%.6s\n", link);
    sprintf(name, "/dev/fd/%d", p[1]);
    int w = open(name, O_WRONLY);
    SHOW(write(w, "pipe", 4));
    SHOW(read(p[0], link, 10));
    struct stat a, b;
    fstat(w, &a), fstat(p[0], &b);
    printf("same %d\n", a.st_ino == b.st_ino && a.st_dev == b.st_dev);
    stat("/dev/stdin", &a), fstat(0, &b);
    printf("same %d\n", a.st_ino == b.st_ino);
}
