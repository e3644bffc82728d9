// Lines of any length.
#include <errno.h>
#include <stdlib.h>
#include <vitrine/file.h>

static ssize_t read_to(char **line, size_t *capacity, int delimiter, FILE *file) {
    size_t length = 0;
    int c;
    if (!line || !capacity) {
        errno = EINVAL;
        return -1;
    }
    if (!*line) {
        *capacity = 0;
    }
    do {
        if (length + 2 > *capacity) {
            size_t larger = *capacity < 60 ? 120 : *capacity * 2;
            char *longer = realloc(*line, larger);
            if (!longer) {
                return -1;
            }
            *line = longer;
            *capacity = larger;
        }
        c = fgetc(file);
        if (c != EOF) {
            (*line)[length++] = (char)c;
        }
    } while (c != EOF && c != delimiter);
    if (length == 0 || ferror(file)) {
        return -1;
    }
    (*line)[length] = 0;
    return (ssize_t)length;
}

ssize_t getdelim(char **line, size_t *capacity, int delimiter, FILE *file) {
    __file_lock(file);
    ssize_t result = read_to(line, capacity, delimiter, file);
    __file_unlock(file);
    return result;
}

ssize_t getline(char **line, size_t *capacity, FILE *file) {
    return getdelim(line, capacity, '\n', file);
}
