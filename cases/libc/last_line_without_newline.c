// getline tells a last line without a newline from the others, and the end from an error.
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

int main(void) {
    FILE *file = fopen("lines", "w+");
    fputs("one\n\nthree;four\nlast", file);
    rewind(file);
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    while ((length = getline(&line, &room, file)) > 0) {
        printf("%zd %d\n", length, line[length - 1] == '\n');
    }
    printf("%d %d\n", feof(file) != 0, ferror(file) != 0);
    rewind(file);
    length = getdelim(&line, &room, ';', file);
    printf("%zd %c\n", length, line[length - 1]);
    free(line);
    fclose(file);
    remove("lines");
    return 0;
}
