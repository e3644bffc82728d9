#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

int alphasort(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void free_names(struct dirent **names, int count) {
    for (int i = 0; i < count; i++) {
        free(names[i]);
    }
    free(names);
}

int scandir(const char *path, struct dirent ***result, int (*select)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **)) {
    DIR *directory = opendir(path);
    struct dirent **names = NULL;
    struct dirent *entry;
    int count = 0;
    if (!directory) {
        return -1;
    }
    while ((entry = readdir(directory)) != NULL) {
        if (select && !select(entry)) {
            continue;
        }
        struct dirent **longer = realloc(names, (count + 1) * sizeof *names);
        struct dirent *copy = longer ? malloc(entry->d_reclen) : NULL;
        if (longer) {
            names = longer;
        }
        if (!copy) {
            free_names(names, count);
            closedir(directory);
            return -1;
        }
        names[count++] = memcpy(copy, entry, entry->d_reclen);
    }
    closedir(directory);
    if (compare && count > 1) {
        qsort(names, count, sizeof *names, (int (*)(const void *, const void *))compare);
    }
    *result = names;
    return count;
}
