// strsep, strtok_r, strspn, strcasecmp, memmem, stpcpy, strchrnul, strverscmp and others.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int sign(int value) {
    return (value > 0) - (value < 0);
}

int main(void) {
    char text[64] = "a,b;,c", *at = text, *word, *state;
    while ((word = strsep(&at, ",;"))) {
        printf("[%s]", word);
    }
    strcpy(text, "  one two   three ");
    for (word = strtok_r(text, " ", &state); word; word = strtok_r(NULL, " ", &state)) {
        printf("<%s>", word);
    }
    printf("\n%zu %zu %s %s\n", strspn("aabbc", "ab"), strcspn("xyz,", ","), strpbrk("hello", "ol"),
           strstr("haystack", "st"));
    printf("%d %d %d %d\n", strcasecmp("HeLLo", "hEllO"), sign(strcasecmp("a", "B")), strncasecmp("abcX", "ABCy", 3),
           sign(strverscmp("file9", "file10")));
    printf("%s %ld %s\n", (char *)memmem("abcdef", 6, "cd", 2), (long)(stpcpy(text, "copy") - text), text);
    printf("[%s] [%s] %zu\n", strchrnul("abc", 'b'), strchrnul("abc", 'z'), strnlen("abcdef", 3));
    char *made = strndup("duplicate", 4);
    printf("%s %s %s\n", made, strrchr("a/b/c", '/'), (char *)memrchr("a/b/c", '/', 3));
    free(made);
    memset(text, 'x', sizeof text);
    memccpy(text, "stop here", ' ', sizeof text);
    printf("%.6s %d\n", text, sign(memcmp("abc", "abd", 3)));
    strncpy(text, "ab", 5);
    printf("%d%d%d\n", text[2], text[3], text[4]);
    strcpy(text, "move");
    memmove(text + 1, text, 5);
    printf("%s %s\n", text, strcat(strcpy(text + 20, "x"), "yz"));
    strncat(text, "1234567", 3);
    printf("%s %d %d %d\n", text, ffs(0), ffs(8), ffsl(1L << 40));
    char buffer[64];
    printf("%s %s\n", strerror_r(2, buffer, sizeof buffer), strerror(9999));
    printf("%s %d\n", strcasestr("Hello World", "WORLD"), sign(strcoll("a", "b")));
    printf("%s %s\n", basename("/usr/lib/"), basename("/usr/lib"));
    return 0;
}
