// realpath follows links and dots; what fails names its errno.
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void show(const char *path) {
    char base[PATH_MAX], resolved[PATH_MAX];
    getcwd(base, sizeof base);
    char *answer = realpath(path, resolved);
    if (!answer) {
        printf("%s: %s\n", path, strerror(errno));
        return;
    }
    size_t length = strcmp(base, "/") == 0 ? 0 : strlen(base);
    int inside = strncmp(answer, base, length) == 0;
    printf("%s: %s%s\n", path, inside ? "." : "", inside ? answer + length : answer);
}

int main(void) {
    mkdir("a", 0755);
    mkdir("a/b", 0755);
    fclose(fopen("a/b/file", "w"));
    symlink("b/file", "a/short");
    symlink("../a/b", "a/b/round");
    symlink("loop2", "loop1");
    symlink("loop1", "loop2");
    symlink("nowhere", "dangling");
    show("a/b/file");
    show("./a//b/../b/./file");
    show("a/short");
    show("a/b/round/round/file");
    show("a/b/round/..");
    show("loop1");
    show("dangling");
    show("missing");
    show("a/b/file/more");
    show("");
    show("/");
    show("/..");
    char *made = realpath("a", NULL);
    printf("allocated: %s\n", strrchr(made, '/'));
    free(made);
    return 0;
}
