// Streams on files: write, append, read back, seek, errors.
#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    char line[50];
    FILE *f = fopen("notes", "w");
    fprintf(f, "one %d\n", 1);
    fputs("two\n", f);
    printf("%ld\n", ftell(f));
    fclose(f);
    f = fopen("notes", "a+");
    fputs("three\n", f);
    rewind(f);
    while (fgets(line, sizeof line, f)) {
        printf("<%s>", line);
    }
    printf(" %d\n", feof(f));
    fseek(f, 4, SEEK_SET);
    int c = fgetc(f);
    printf("%c %ld\n", c, ftell(f));
    fclose(f);
    f = fopen("missing", "r");
    printf("%d %s\n", f == NULL, strerror(errno));
    f = fopen("notes", "r");
    int result = fputc('x', f);
    printf("%d %d\n", result, ferror(f));
    fclose(f);
    result = remove("notes");
    printf("%d ", result);
    result = remove("notes");
    printf("%d %s\n", result, strerror(errno));
    return 0;
}
