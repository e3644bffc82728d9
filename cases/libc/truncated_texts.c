// snprintf and its kin at every length around the end; the result is the length that was wanted.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    for (size_t size = 0; size < 14; size++) {
        char text[16];
        memset(text, '#', sizeof text);
        int wanted = snprintf(text, size, "%d|%s|%x", 1234, "abcd", 255u);
        printf("%2zu %d ", size, wanted);
        for (int i = 0; i < 15; i++) {
            putchar(text[i] ? text[i] : '0');
        }
        putchar('\n');
    }
    printf("%d\n", snprintf(NULL, 0, "%0500d", 1));
    char *long_text;
    int length = asprintf(&long_text, "%1000s|%-1000d|", "x", 5);
    printf("%d %c %c %zu\n", length, long_text[999], long_text[1001], strspn(long_text, " "));
    free(long_text);
    char path[8];
    int needed = snprintf(path, sizeof path, "%s/%s", "folder", "file");
    printf("%s %s\n", path, needed >= (int)sizeof path ? "cut" : "whole");
    char number[5];
    snprintf(number, sizeof number, "%g", 123456.0);
    printf("%s\n", number);
    snprintf(number, sizeof number, "%.3s", "abcdef");
    printf("%s\n", number);
    strncpy(number, "long text", sizeof number);
    printf("%.5s\n", number);
    strncpy(number, "ab", sizeof number);
    printf("%d%d%d\n", number[2], number[3], number[4]);
    char joined[10] = "abc";
    strncat(joined, "defghijkl", sizeof joined - strlen(joined) - 1);
    printf("%s %zu\n", joined, strlen(joined));
    printf("%zu %zu\n", strnlen(joined, 4), strnlen(joined, 40));
    return 0;
}
