// Reading lines, words and characters from a pipe.
// stdin: "first line\nsecond 42 3.5\nxyz\nlast without newline"
#include <stdio.h>
#include <string.h>

int main(void) {
    char line[100];
    int number;
    double real;
    printf("%s", fgets(line, sizeof line, stdin));
    int count = scanf("%99s %d %lf", line, &number, &real);
    printf("%d: %s %d %g\n", count, line, number, real);
    printf("%d ", getchar());
    printf("%c", getchar());
    int c = getchar();
    ungetc(c, stdin);
    printf(" %c", c);
    printf(" %s", fgets(line, sizeof line, stdin));
    printf("%s\n", fgets(line, sizeof line, stdin));
    printf("%d %d\n", fgets(line, sizeof line, stdin) == NULL, feof(stdin));
    return 0;
}
