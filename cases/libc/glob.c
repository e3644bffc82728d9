// glob(3) over a small tree.
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void make(const char *path) {
    int fd = open(path, O_CREAT | O_WRONLY, 0644);
    if (fd < 0) {
        perror(path);
        exit(1);
    }
    close(fd);
}

static void show(const char *pattern, int flags) {
    glob_t found;
    memset(&found, 0, sizeof found);
    int result = glob(pattern, flags, NULL, &found);
    printf("%s (%d): %d, %zu:", pattern, flags, result, found.gl_pathc);
    for (size_t i = 0; result == 0 && i < found.gl_pathc; i++) {
        printf(" %s", found.gl_pathv[i]);
    }
    printf("\n");
    globfree(&found);
}

int main(void) {
    char folder[] = "/tmp/globXXXXXX";
    if (!mkdtemp(folder) || chdir(folder) != 0) {
        perror("mkdtemp");
        return 1;
    }
    mkdir("src", 0755);
    mkdir("src/deep", 0755);
    mkdir("doc", 0755);
    const char *files[] = {"b.c", "a.c", "a.h", ".hidden", "src/x.c", "src/y.c", "src/deep/z.c", "doc/x.txt", "star*name"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        make(files[i]);
    }
    show("*.c", 0);
    show("*", 0);
    show("*", GLOB_MARK);
    show("*/", 0);
    show(".h*", 0);
    show("*/*.c", 0);
    show("*/*/*.c", 0);
    show("src/*.c", 0);
    show("./*.h", 0);
    show("[ab].[ch]", 0);
    show("none*", 0);
    show("none*", GLOB_NOCHECK);
    show("none", GLOB_NOMAGIC);
    show("a.c", 0);
    show("star\\*name", 0);
    show("{a,b}.c", GLOB_BRACE);
    show("{src,doc}/{x,y}.*", GLOB_BRACE);
    show("{q,a}.c", GLOB_BRACE);
    show("*", GLOB_ONLYDIR);
    setenv("HOME", folder, 1);
    glob_t found;
    memset(&found, 0, sizeof found);
    if (glob("~/a.*", GLOB_TILDE, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++) {
            printf("home: %s\n", found.gl_pathv[i] + strlen(folder));
        }
    }
    globfree(&found);
    memset(&found, 0, sizeof found);
    found.gl_offs = 2;
    printf("%d", glob("*.h", GLOB_DOOFFS, NULL, &found));
    printf(" %d\n", glob("*.c", GLOB_DOOFFS | GLOB_APPEND, NULL, &found));
    found.gl_pathv[0] = "ls";
    found.gl_pathv[1] = "-l";
    for (char **at = found.gl_pathv; *at; at++) {
        printf("%s\n", *at);
    }
    found.gl_pathv[0] = found.gl_pathv[1] = NULL;
    globfree(&found);
    return 0;
}
