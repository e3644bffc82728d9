// Searches in text: spans, sets, needles at every place, memmem, strcasestr, stpcpy and what they return at the end.
#include <stdio.h>
#include <string.h>

static void at(const char *what, const char *text, const char *found) {
    printf("%s %ld\n", what, found ? (long)(found - text) : -1L);
}

int main(void) {
    const char *text = "the cat sat on the mat";
    at("strchr", text, strchr(text, 't'));
    at("strrchr", text, strrchr(text, 't'));
    at("strchr 0", text, strchr(text, 0));
    at("strstr", text, strstr(text, "at on"));
    at("strstr empty", text, strstr(text, ""));
    at("strstr none", text, strstr(text, "mats"));
    at("strpbrk", text, strpbrk(text, "xyzs"));
    at("strcasestr", text, strcasestr(text, "CAT"));
    at("memchr", text, memchr(text, 'm', strlen(text)));
    at("memrchr", text, memrchr(text, 's', strlen(text)));
    at("memmem", text, memmem(text, strlen(text), "on t", 4));
    at("strchrnul", text, strchrnul(text, '#'));
    printf("%zu %zu %zu\n", strspn(text, "eht "), strcspn(text, "s"), strcspn(text, ""));
    const char *pattern = "aabaaabaaac", *hay = "aabaaabaaabaaac";
    at("overlapping", hay, strstr(hay, pattern));
    char room[32];
    char *end = stpcpy(stpcpy(room, "one"), "two");
    printf("%s %ld\n", room, (long)(end - room));
    end = stpncpy(room, "xy", 5);
    printf("%ld %d %d\n", (long)(end - room), room[4], room[5]);
    memmove(room + 1, room, 6);
    printf("%.2s\n", room);
    char moved[] = "0123456789";
    memmove(moved + 2, moved, 5);
    printf("%s", moved);
    memmove(moved, moved + 3, 6);
    printf(" %s\n", moved);
    end = memccpy(room, "key=value", '=', 20);
    printf("%.4s %ld\n", room, (long)(end - room));
    printf("%d %d %d\n", strcmp("a", "b") < 0, strncmp("abcd", "abce", 3), strcasecmp("HeLLo", "hEllO"));
    printf("%d %d\n", memcmp("\x80", "\x7f", 1) > 0, strcmp("\x80", "\x7f") > 0);
    printf("%d %d %d\n", strverscmp("file9", "file10") < 0, strverscmp("1.01", "1.1") < 0, strcoll("a", "B") > 0);
    return 0;
}
