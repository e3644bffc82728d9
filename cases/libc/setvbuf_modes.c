// When buffered output leaves: the order in which lines of two streams and plain writes arrive.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void mark(const char *text) {
    write(1, text, strlen(text));
}

int main(void) {
    printf("buffered ");
    mark("[1]");
    fflush(stdout);
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("line\nrest ");
    mark("[2]");
    fflush(stdout);
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("at once ");
    mark("[3]");
    fputs("\n", stdout);
    mark("[4]\n");
    return 0;
}
