// Reading directories: opendir, readdir, telldir, rewinddir, readdir_r, scandir, fdopendir.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int no_dots(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

int main(void) {
    mkdir("d", 0755);
    mkdir("d/sub", 0755);
    for (int i = 0; i < 12; i++) {
        char name[16];
        sprintf(name, "d/f%d", i);
        close(open(name, O_CREAT | O_WRONLY, 0644));
    }
    struct dirent **list;
    int count = scandir("d", &list, no_dots, alphasort);
    printf("%d:", count);
    for (int i = 0; i < count; i++) {
        printf(" %s%s", list[i]->d_name, list[i]->d_type == DT_DIR ? "/" : "");
        free(list[i]);
    }
    free(list);
    count = scandir("d", &list, no_dots, versionsort);
    printf("\nby version:");
    for (int i = 0; i < count; i++) {
        printf(" %s", list[i]->d_name);
        free(list[i]);
    }
    free(list);
    DIR *directory = opendir("d");
    int all = 0, dots = 0;
    struct dirent *entry;
    while ((entry = readdir(directory))) {
        all++;
        dots += entry->d_name[0] == '.';
    }
    printf("\nall %d, dots %d\n", all, dots);
    rewinddir(directory);
    readdir(directory);
    readdir(directory);
    long place = telldir(directory);
    char third[256];
    strcpy(third, readdir(directory)->d_name);
    readdir(directory);
    seekdir(directory, place);
    printf("sought: %d\n", strcmp(readdir(directory)->d_name, third) == 0);
    closedir(directory);
    errno = 0;
    printf("missing: %d", opendir("missing") != NULL);
    printf(" %s\n", strerror(errno));
    printf("a file: %d", opendir("d/f1") != NULL);
    printf(" %s\n", strerror(errno));
    int fd = open("d/sub", O_RDONLY | O_DIRECTORY);
    directory = fdopendir(fd);
    struct dirent room, *result;
    all = 0;
    while (readdir_r(directory, &room, &result) == 0 && result) {
        all++;
    }
    printf("empty one: %d, same fd %d\n", all, dirfd(directory) == fd);
    closedir(directory);
    return 0;
}
