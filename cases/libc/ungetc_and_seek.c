// Pushing characters back, and positions in a file read and written.
#include <stdio.h>
#include <string.h>

int main(void) {
    FILE *file = fopen("data", "w+");
    fputs("0123456789", file);
    printf("tell %ld\n", ftell(file));
    rewind(file);
    int c = fgetc(file);
    ungetc('x', file);
    int again = fgetc(file);
    printf("%c then %c, tell %ld\n", c, again, ftell(file));
    fseek(file, 5, SEEK_SET);
    ungetc('y', file);
    printf("tell %ld, ", ftell(file));
    fseek(file, 0, SEEK_CUR);
    printf("after seek %c\n", fgetc(file));
    fseek(file, -2, SEEK_END);
    c = fgetc(file);
    printf("%c%ld\n", c, ftell(file));
    fpos_t place;
    fgetpos(file, &place);
    fseek(file, 0, SEEK_SET);
    fsetpos(file, &place);
    printf("%c\n", fgetc(file));
    c = fgetc(file);
    printf("end %d eof %d\n", c, feof(file) != 0);
    ungetc('z', file);
    int ended = feof(file) != 0;
    printf("pushed at the end: eof %d %c\n", ended, fgetc(file));
    fseek(file, 2, SEEK_SET);
    fputs("AB", file);
    fseek(file, 0, SEEK_SET);
    char text[16] = "";
    size_t got = fread(text, 1, 15, file);
    printf("%zu %s\n", got, text);
    printf("ungetc EOF: %d\n", ungetc(EOF, file));
    clearerr(file);
    printf("before the start: %d\n", fseek(file, -1, SEEK_SET));
    fclose(file);
    return 0;
}
