// getline and getdelim over lines longer than any buffer, without a last newline, with zero bytes.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    FILE *file = fopen("/tmp/text", "w+");
    for (int size = 1; size < 200000; size *= 7) {
        for (int i = 0; i < size; i++) {
            fputc('a' + i % 26, file);
        }
        fputc('\n', file);
    }
    fwrite("x\0y\nlast", 1, 8, file);
    rewind(file);
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    while ((length = getline(&line, &room, file)) > 0) {
        printf("%zd %zu %d %d\n", length, strlen(line), room > (size_t)length, line[length - 1]);
    }
    printf("%zd %d\n", length, feof(file) != 0);
    rewind(file);
    int count = 0;
    long total = 0;
    while ((length = getdelim(&line, &room, 'm', file)) > 0) {
        count++;
        total += length;
    }
    printf("%d %ld\n", count, total);
    free(line);
    char small[10];
    rewind(file);
    int pieces = 0;
    while (fgets(small, sizeof small, file)) {
        pieces++;
    }
    printf("%d\n", pieces);
    fclose(file);
    return 0;
}
