// ETXTBSY: what is open for writing is not executed, and what runs is not written to; ENOEXEC, EACCES, ENOENT, ENOTDIR.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void tries(const char *what, const char *path) {
    char *arguments[] = {(char *)path, NULL}, *environment[] = {NULL};
    fflush(stdout);
    if (fork() == 0) {
        execve(path, arguments, environment);
        printf("%s: %s\n", what, strerror(errno));
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
}

static void make(const char *path, const char *text, int mode) {
    int file = open(path, O_WRONLY | O_CREAT, 0700);
    write(file, text, strlen(text));
    close(file);
    chmod(path, mode);
}

int main(int argc, char **argv) {
    (void)argc;
    int file = open(argv[0], O_RDWR);
    printf("write to myself: %s\n", file < 0 ? strerror(errno) : "open");
    printf("truncate myself: %d ", truncate(argv[0], 0));
    printf("%s\n", strerror(errno));
    make("script", "#!/bin/nothing-there\n", 0700);
    file = open("script", O_WRONLY);
    tries("open for writing", "./script");
    close(file);
    tries("no interpreter", "./script");
    make("text", "just text\n", 0700);
    tries("text", "./text");
    make("empty", "", 0700);
    tries("empty", "./empty");
    make("plain", "#!/bin/sh\n", 0600);
    tries("not executable", "./plain");
    tries("a folder", "/tmp");
    tries("nothing there", "./none");
    tries("below a file", "./plain/x");
    tries("no name", "");
    return 0;
}
