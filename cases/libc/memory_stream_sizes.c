// A stream into memory: its size and text after each flush, and reading it back.
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    fprintf(stream, "%d and ", 41);
    fflush(stream);
    printf("%zu [%s]\n", size, text);
    fputs("more", stream);
    fclose(stream);
    printf("%zu [%s]\n", size, text);
    FILE *reader = fmemopen(text, size, "r");
    char word[8];
    int number;
    int count = fscanf(reader, "%d %7s", &number, word);
    printf("%d %d %s\n", count, number, word);
    fclose(reader);
    free(text);
    return 0;
}
