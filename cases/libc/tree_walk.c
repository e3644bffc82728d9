// nftw over a small tree, before and after the contents, with and without links.
#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char lines[32][80];
static int count;

static int compare(const void *a, const void *b) {
    return strcmp(a, b);
}

static int visit(const char *path, const struct stat *status, int kind, struct FTW *place) {
    const char *kinds[] = {"file", "directory", "unreadable", "no status", "link", "directory after", "dangling"};
    snprintf(lines[count++], 80, "%s: %s, level %d, name %s", path, kinds[kind], place->level, path + place->base);
    return strcmp(path + place->base, "stop") == 0 ? 42 : 0;
}

static void walk(const char *title, const char *path, int flags) {
    count = 0;
    int answer = nftw(path, visit, 8, flags);
    printf("%s: %d\n", title, answer);
    qsort(lines, count, sizeof lines[0], compare);
    for (int i = 0; i < count; i++) {
        printf("  %s\n", lines[i]);
    }
}

static int old(const char *path, const struct stat *status, int kind) {
    count += kind == FTW_F ? 1 : kind == FTW_D ? 100 : 10000;
    return 0;
}

int main(void) {
    mkdir("top", 0755);
    mkdir("top/sub", 0755);
    close(open("top/file", O_CREAT | O_WRONLY, 0644));
    close(open("top/sub/inner", O_CREAT | O_WRONLY, 0644));
    symlink("file", "top/link");
    symlink("nowhere", "top/dangling");
    walk("physical", "top", FTW_PHYS);
    walk("depth", "top", FTW_PHYS | FTW_DEPTH);
    walk("following", "top", 0);
    walk("one file", "top/sub/inner", 0);
    walk("missing", "top/missing", 0);
    close(open("top/sub/stop", O_CREAT | O_WRONLY, 0644));
    count = 0;
    printf("stopped: %d\n", nftw("top", visit, 8, FTW_PHYS));
    count = 0;
    printf("ftw: %d", ftw("top", old, 8));
    printf(", counted %d\n", count);
    return 0;
}
