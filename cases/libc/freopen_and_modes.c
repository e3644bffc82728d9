// freopen redirects stdout; modes a, r+, w+, x; fdopen and its refusals.
// compare: stdout, stderr, status
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void show(const char *path) {
    char text[64] = "";
    FILE *file = fopen(path, "r");
    size_t got = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    fprintf(stderr, "%s: %zu \"%s\"\n", path, got, text);
}

static void refused(const char *path, const char *mode) {
    errno = 0;
    FILE *file = fopen(path, mode);
    fprintf(stderr, "%s %s: %s\n", path, mode, file ? "opened" : strerror(errno));
    if (file) {
        fclose(file);
    }
}

int main(void) {
    FILE *file = fopen("log", "w");
    fputs("one\n", file);
    fclose(file);
    file = fopen("log", "a+");
    fputs("two\n", file);
    rewind(file);
    fprintf(stderr, "first %c\n", fgetc(file));
    fseek(file, 0, SEEK_SET);
    fputs("three\n", file);
    fclose(file);
    show("log");
    file = fopen("log", "r+");
    fputs("ONE", file);
    fclose(file);
    show("log");
    refused("log", "wx");
    refused("new", "wx");
    refused("missing", "r");
    refused("missing/file", "w");
    refused("log", "q");
    printf("to the pipe\n");
    if (!freopen("out", "w", stdout)) {
        return 1;
    }
    printf("to the file\n");
    fflush(stdout);
    show("out");
    int fd = open("log", O_RDONLY);
    errno = 0;
    file = fdopen(fd, "w");
    fprintf(stderr, "fdopen w: %d %s\n", file != NULL, strerror(errno));
    file = fdopen(fd, "r");
    fprintf(stderr, "fdopen r: %d, fileno same %d\n", file != NULL, fileno(file) == fd);
    errno = 0;
    fprintf(stderr, "write to it: %d", fputc('x', file));
    fprintf(stderr, " %s, error %d\n", strerror(errno), ferror(file) != 0);
    fclose(file);
    errno = 0;
    fprintf(stderr, "closed: %d", close(fd));
    fprintf(stderr, " %s\n", strerror(errno));
    return 0;
}
