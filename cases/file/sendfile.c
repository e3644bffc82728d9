// sendfile(2): from a file to a file, a pipe and a socket; whose offset moves, and what is refused.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void report(const char *what, ssize_t result) {
    if (result < 0) {
        printf("%s: %s\n", what, strerror(errno));
    } else {
        printf("%s: %zd\n", what, result);
    }
    fflush(stdout);
}

static long at(int fd) {
    return (long)lseek(fd, 0, SEEK_CUR);
}

static void between_files(int in) {
    char text[64] = "";
    off_t offset = 4;
    int out = open("copy", O_RDWR | O_CREAT | O_TRUNC, 0600);
    report("the first three", sendfile(out, in, NULL, 3));
    report("three from 4 on", sendfile(out, in, &offset, 3));
    printf("in %ld, out %ld, offset %ld\n", at(in), at(out), (long)offset);
    report("nothing", sendfile(out, in, NULL, 0));
    offset = 1000000;
    report("behind the end", sendfile(out, in, &offset, 3));
    printf("offset %ld\n", (long)offset);
    report("all of it", sendfile(out, in, NULL, 1000000));
    printf("in %ld, out %ld\n", at(in), at(out));
    report("read back", pread(out, text, 10, 0));
    printf("%s\n", text);
    close(out);
}

static void refusals(int in) {
    int fds[2];
    off_t offset = -1;
    pipe(fds);
    int more = open("copy", O_WRONLY | O_APPEND);
    int only_read = open("copy", O_RDONLY);
    int directory = open(".", O_RDONLY);
    report("in is closed", sendfile(1, 99, NULL, 1));
    report("out is closed", sendfile(99, in, NULL, 1));
    report("out is for reading", sendfile(only_read, in, NULL, 1));
    report("in is for writing", sendfile(fds[1], more, NULL, 1));
    report("out appends", sendfile(more, in, NULL, 1));
    report("from a directory", sendfile(fds[1], directory, NULL, 1));
    write(fds[1], "x", 1);
    report("from a pipe", sendfile(open("other", O_RDWR | O_CREAT, 0600), fds[0], NULL, 1));
    report("below 0", sendfile(fds[1], in, &offset, 1));
    offset = 0;
    report("from a place of a pipe", sendfile(fds[1], fds[0], &offset, 1));
    report("bad address", sendfile(fds[1], in, (off_t *)8, 1));
    close(fds[0]);
    report("no readers", sendfile(fds[1], in, NULL, 1));
    close(fds[1]);
    close(more);
    close(only_read);
    close(directory);
}

static void to_a_pipe(int in) {
    int fds[2];
    char byte;
    off_t offset = 0;
    pipe2(fds, O_NONBLOCK);
    report("into an empty pipe", sendfile(fds[1], in, &offset, 100000));
    report("into a full pipe", sendfile(fds[1], in, &offset, 100000));
    printf("offset %ld\n", (long)offset);
    report("one byte out", read(fds[0], &byte, 1));
    report("still full", sendfile(fds[1], in, &offset, 1));
    close(fds[0]);
    close(fds[1]);
    pipe2(fds, O_NONBLOCK);
    for (int i = 0; i < 20; i++) {
        ssize_t done = sendfile(fds[1], in, &offset, 1);
        if (done != 1) {
            printf("after %d\n", i);
            report("slots", done);
            break;
        }
    }
    close(fds[0]);
    close(fds[1]);
}

static void to_a_waiting_pipe(int in) {
    static char bytes[70000];
    int fds[2];
    off_t offset = 0;
    pipe(fds);
    report("filled", write(fds[1], bytes, 65536));
    if (fork() == 0) {
        close(fds[0]);
        report("woken", sendfile(fds[1], in, &offset, 70000));
        _exit(0);
    }
    close(fds[1]);
    size_t total = 0;
    ssize_t got;
    usleep(100000);
    while ((got = read(fds[0], bytes, 4096)) > 0) {
        total += got;
        if (total == 4096) {
            wait(NULL);
        }
    }
    printf("read %zu\n", total);
    close(fds[0]);
}

static void to_a_socket(int in) {
    int ends[2];
    char text[16] = "";
    off_t offset = 10;
    socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
    report("to a socket", sendfile(ends[0], in, &offset, 5));
    report("received", read(ends[1], text, sizeof text));
    printf("%s %ld\n", text, (long)offset);
}

int main(void) {
    char line[100];
    signal(SIGPIPE, SIG_IGN);
    int in = open("in", O_RDWR | O_CREAT | O_TRUNC, 0600);
    for (int i = 0; i < 2000; i++) {
        int length = sprintf(line, "%049d\n", i);
        write(in, line, length);
    }
    pwrite(in, "abcdefghijklmnopqrstuvwxyz", 26, 0);
    lseek(in, 0, SEEK_SET);
    between_files(in);
    lseek(in, 0, SEEK_SET);
    refusals(in);
    to_a_pipe(in);
    to_a_waiting_pipe(in);
    to_a_socket(in);
    return 0;
}
