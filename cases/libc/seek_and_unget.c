// ungetc against ftell, fseek, rewind, fgets and switching between reading and writing.
#include <stdio.h>
#include <string.h>

int main(void) {
    FILE *file = fopen("/tmp/text", "w+");
    char line[32];
    fputs("alpha\nbeta\ngamma\n", file);
    rewind(file);
    int c = fgetc(file);
    printf("%c %ld", c, ftell(file));
    ungetc('A', file);
    printf(" %ld\n", ftell(file));
    printf("%s", fgets(line, sizeof line, file));
    printf("%ld\n", ftell(file));
    ungetc('X', file);
    fseek(file, 0, SEEK_CUR);
    printf("%d\n", fgetc(file) != 'X');
    fseek(file, -6, SEEK_END);
    printf("%s", fgets(line, sizeof line, file));
    printf("%d", fgetc(file));
    printf(" %d", feof(file) != 0);
    ungetc('z', file);
    printf(" %d", feof(file) != 0);
    printf(" %c", fgetc(file));
    printf(" %d\n", fgetc(file));
    fseek(file, 6, SEEK_SET);
    fputs("BETA", file);
    fseek(file, 0, SEEK_SET);
    while (fgets(line, sizeof line, file)) {
        printf("%zu:%s", strlen(line), line);
    }
    fpos_t place;
    rewind(file);
    fgets(line, sizeof line, file);
    fgetpos(file, &place);
    fgets(line, sizeof line, file);
    printf("%s", line);
    fsetpos(file, &place);
    fgets(line, sizeof line, file);
    printf("%s", line);
    fseek(file, 10, SEEK_END);
    fputc('!', file);
    fseek(file, 0, SEEK_END);
    printf("%ld\n", ftell(file));
    fseek(file, 17, SEEK_SET);
    printf("%d", fgetc(file));
    printf(" %d\n", fseek(file, -1, SEEK_SET));
    fclose(file);
    return 0;
}
