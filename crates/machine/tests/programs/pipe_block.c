#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char buffer[300000];
static void nap(int ms) {
    struct timespec t = {0, ms * 1000000L};
    while (nanosleep(&t, &t) < 0) {}
}
static void handler(int s) { (void)s; write(1, "handler\n", 8); }

int main(void) {
    setvbuf(stdout, 0, _IONBF, 0);
    int p[2];
    pipe(p);
    /* A write larger than the pipe sleeps until all is in. */
    if (fork() == 0) {
        close(p[1]);
        long sum = 0, n;
        nap(50);
        while ((n = read(p[0], buffer, 10000)) > 0) sum += n;
        printf("child read %ld, then %ld\n", sum, n);
        exit(0);
    }
    close(p[0]);
    printf("wrote %zd\n", write(p[1], buffer, 300000));
    close(p[1]);
    wait(0);

    /* A signal interrupts a write that has moved something: the count. */
    struct sigaction a = {.sa_handler = handler};
    sigaction(SIGUSR1, &a, 0);
    pipe(p);
    pid_t child = fork();
    if (child == 0) {
        close(p[0]);
        close(p[1]);
        nap(50);
        kill(getppid(), SIGUSR1);
        exit(0);
    }
    errno = 0;
    long n = write(p[1], buffer, 100000);
    printf("interrupted write: %ld %s\n", n, strerror(errno));
    wait(0);
    if (fork() == 0) {
        nap(50);
        kill(getppid(), SIGUSR1);
        exit(0);
    }
    n = write(p[1], buffer, 1);
    printf("interrupted write: %ld %s\n", n, strerror(errno));
    wait(0);
    read(p[0], buffer, 65536);
    if (fork() == 0) {
        nap(50);
        kill(getppid(), SIGUSR1);
        exit(0);
    }
    n = read(p[0], buffer, 1);
    printf("interrupted read: %ld %s\n", n, strerror(errno));
    wait(0);
    /* With SA_RESTART the read goes on. */
    a.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &a, 0);
    if (fork() == 0) {
        nap(50);
        kill(getppid(), SIGUSR1);
        nap(50);
        write(p[1], "x", 1);
        exit(0);
    }
    errno = 0;
    n = read(p[0], buffer, 1);
    printf("restarted read: %ld %s\n", n, strerror(errno));
    wait(0);

    /* The forgotten write end: no end of file. */
    pid_t reader = fork();
    if (reader == 0) {
        n = read(p[0], buffer, 10);
        printf("not reached %ld\n", n);
        exit(0);
    }
    close(p[1]);
    nap(50);
    kill(reader, SIGTERM);
    int status;
    waitpid(reader, &status, 0);
    printf("reader ended by %d\n", WTERMSIG(status));

    /* The last reader goes while a writer sleeps. */
    pipe(p);
    if ((child = fork()) == 0) {
        close(p[0]);
        signal(SIGPIPE, SIG_IGN);
        errno = 0;
        n = write(p[1], buffer, 100000);
        printf("writer: %ld %s\n", n, strerror(errno));
        exit(0);
    }
    close(p[1]);
    nap(50);
    close(p[0]);
    wait(0);

    /* Three readers, one write of one byte each. */
    pipe(p);
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            close(p[1]);
            char c;
            n = read(p[0], &c, 1);
            exit(n == 1 ? c : 99);
        }
    nap(50);
    write(p[1], "\1\2\3", 3);
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        wait(&status);
        sum += WEXITSTATUS(status);
    }
    printf("sum %d\n", sum);
}
