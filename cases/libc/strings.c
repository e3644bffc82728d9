// The usual string functions.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    char buffer[64];
    strcpy(buffer, "hello");
    strcat(buffer, ", ");
    strncat(buffer, "world!!!", 6);
    printf("%s %zu\n", buffer, strlen(buffer));
    printf("%s %s %s\n", strchr(buffer, 'l'), strrchr(buffer, 'l'), strstr(buffer, "wor"));
    printf("%d %d %d\n", strcmp("a", "a"), strcmp("a", "b") < 0, strncmp("abc", "abd", 2));
    char *copy = strdup("a b,c;d");
    for (char *t = strtok(copy, " ,;"); t; t = strtok(NULL, " ,;")) {
        printf("<%s>", t);
    }
    printf("\n");
    for (char *at = buffer; *at; at++) {
        putchar(isalpha((unsigned char)*at) ? toupper((unsigned char)*at) : '.');
    }
    memmove(buffer + 2, buffer, 5);
    buffer[7] = 0;
    printf("\n%s\n", buffer);
    return 0;
}
