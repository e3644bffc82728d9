#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void nap(int ms) {
    struct timespec t = {0, ms * 1000000L};
    while (nanosleep(&t, &t) < 0) {}
}
static void handler(int s) { (void)s; }

int main(void) {
    setvbuf(stdout, 0, _IONBF, 0);
    char b[100];
    printf("mkfifo %d\n", mkfifo("f", 0640));
    printf("mkfifo %d", mkfifo("f", 0640));
    printf(" %s\n", strerror(errno));
    struct stat s;
    stat("f", &s);
    printf("mode %o\n", s.st_mode);
    printf("%d", open("f", O_WRONLY | O_NONBLOCK));
    printf(" %s\n", strerror(errno));
    /* reader first */
    if (fork() == 0) {
        int fd = open("f", O_RDONLY);
        long n = read(fd, b, 100);
        printf("child got %ld %.*s\n", n, (int)n, b);
        printf("child then %zd\n", read(fd, b, 100));
        exit(0);
    }
    nap(50);
    int fd = open("f", O_WRONLY);
    fstat(fd, &s);
    long at = lseek(fd, 0, SEEK_SET);
    printf("fstat mode %o, seek %ld %s\n", s.st_mode, at, strerror(errno));
    write(fd, "hello", 5);
    nap(50);
    close(fd);
    wait(0);
    /* writer first */
    if (fork() == 0) {
        int fd = open("f", O_WRONLY);
        printf("writer is in\n");
        nap(50);
        write(fd, "abc", 3);
        exit(0);
    }
    nap(50);
    fd = open("f", O_RDONLY);
    printf("read %zd\n", read(fd, b, 100));
    printf("read %zd\n", read(fd, b, 100));
    close(fd);
    wait(0);
    /* a non-blocking reader meets a writer that waits */
    if (fork() == 0) {
        int fd = open("f", O_WRONLY);
        nap(100);
        write(fd, "xyz", 3);
        exit(0);
    }
    nap(50);
    fd = open("f", O_RDONLY | O_NONBLOCK);
    errno = 0;
    printf("read %zd", read(fd, b, 100));
    printf(" %s\n", strerror(errno));
    nap(200);
    printf("read %zd\n", read(fd, b, 100));
    printf("read %zd\n", read(fd, b, 100));
    close(fd);
    wait(0);
    /* interrupted and killed openers leave nothing behind */
    struct sigaction a = {.sa_handler = handler};
    sigaction(SIGUSR1, &a, 0);
    pid_t child = fork();
    if (child == 0) {
        errno = 0;
        int fd = open("f", O_WRONLY);
        printf("interrupted open: %d %s\n", fd, strerror(errno));
        exit(0);
    }
    nap(50);
    kill(child, SIGUSR1);
    wait(0);
    child = fork();
    if (child == 0) {
        open("f", O_RDONLY);
        exit(0);
    }
    nap(50);
    kill(child, SIGKILL);
    wait(0);
    errno = 0;
    printf("%d", open("f", O_WRONLY | O_NONBLOCK));
    printf(" %s\n", strerror(errno));
    /* both ends by one process; data is lost with the last close */
    fd = open("f", O_RDWR);
    printf("rdwr write %zd\n", write(fd, "123", 3));
    int other = open("f", O_RDONLY);
    printf("other read %zd\n", read(other, b, 1));
    close(fd);
    printf("other read %zd\n", read(other, b, 10));
    close(other);
    fd = open("f", O_RDONLY | O_NONBLOCK);
    printf("read %zd\n", read(fd, b, 10));
    close(fd);
    printf("unlink %d\n", unlink("f"));
}
