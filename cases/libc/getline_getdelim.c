// getline and getdelim: lines of any length, other delimiters, a last line without end.
// stdin: "short\n\nlonger than the rest of them\na;b;c;no end"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    for (int i = 0; i < 3; i++) {
        length = getline(&line, &room, stdin);
        printf("%zd room enough %d: %s", length, room > (size_t)length, line);
    }
    while ((length = getdelim(&line, &room, ';', stdin)) >= 0) {
        printf("%zd: \"%s\"\n", length, line);
    }
    printf("%zd, eof %d\n", length, feof(stdin) != 0);
    free(line);
    FILE *file = fopen("lines", "w+");
    for (int i = 0; i < 1000; i++) {
        fputc('a' + i % 26, file);
    }
    rewind(file);
    line = malloc(2);
    room = 2;
    length = getline(&line, &room, file);
    printf("%zd %zu %.5s\n", length, strlen(line), line + 994);
    free(line);
    line = NULL;
    printf("bad: %zd", getline(NULL, &room, file));
    printf(" %s\n", strerror(errno));
    return 0;
}
