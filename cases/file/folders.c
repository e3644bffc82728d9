// Making, listing, leaving and removing folders; renaming.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void show(const char *what, int result) {
    printf("%s: %d %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

static void list(const char *path) {
    struct dirent **names;
    int count = scandir(path, &names, NULL, alphasort);
    printf("%s:", path);
    for (int i = 0; i < count; i++) {
        printf(" %s(%d)", names[i]->d_name, names[i]->d_type);
    }
    printf("\n");
}

int main(void) {
    char path[100];
    show("mkdir", mkdir("a", 0755));
    show("mkdir again", mkdir("a", 0755));
    show("mkdir below nothing", mkdir("x/y", 0755));
    close(open("a/file", O_CREAT | O_WRONLY, 0644));
    mkdir("a/b", 0700);
    symlink("nowhere", "a/link");
    list("a");
    show("rmdir of a full one", rmdir("a"));
    show("rmdir of a file", rmdir("a/file"));
    show("unlink of a folder", unlink("a/b"));
    show("chdir", chdir("a/b"));
    printf("in %s\n", getcwd(path, sizeof path));
    show("chdir up", chdir(".."));
    printf("in %s\n", getcwd(path, sizeof path));
    show("chdir to a file", chdir("file"));
    show("getcwd into one byte", getcwd(path, 1) ? 0 : -1);
    show("rename", rename("file", "b/moved"));
    show("rename what is missing", rename("file", "other"));
    show("rename a folder into itself", rename("b", "b/c"));
    list("b");
    show("open through a broken link", open("link", O_RDONLY));
    ssize_t n = readlink("link", path, sizeof path);
    printf("link to %.*s\n", (int)n, path);
    show("readlink of no link", readlink("b", path, sizeof path));
    unlink("b/moved");
    unlink("link");
    show("rmdir", rmdir("b"));
    list(".");
    return 0;
}
