// open_memstream and fmemopen.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    fprintf(file, "%d bottles", 99);
    fflush(file);
    printf("\"%s\" %zu\n", text, size);
    fseek(file, 3, SEEK_SET);
    fputs("BOTTLES", file);
    fflush(file);
    printf("\"%s\" %zu\n", text, size);
    fclose(file);
    printf("\"%s\" %zu\n", text, size);
    free(text);

    char buffer[16] = "hello\nworld\n";
    char line[32];
    file = fmemopen(buffer, strlen(buffer), "r");
    while (fgets(line, sizeof line, file)) {
        printf("line %s", line);
    }
    printf("eof %d\n", feof(file) != 0);
    fclose(file);
    memset(buffer, 'x', sizeof buffer);
    file = fmemopen(buffer, sizeof buffer, "w");
    fputs("12345678901234567890", file);
    printf("flush %d\n", fflush(file));
    fclose(file);
    printf("%.16s\n", buffer);
    file = fmemopen(NULL, 8, "w+");
    fputs("abc", file);
    rewind(file);
    int first = fgetc(file);
    printf("%c%c\n", first, fgetc(file));
    fclose(file);
    return 0;
}
