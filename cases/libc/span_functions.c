// strspn, strcspn, strpbrk: how far a set reaches.
#include <stdio.h>
#include <string.h>

int main(void) {
    const char *text = "key_1 = value; next";
    size_t name = strspn(text, "abcdefghijklmnopqrstuvwxyz_0123456789");
    size_t before = strcspn(text, "=");
    const char *end = strpbrk(text, ";#");
    printf("%zu %zu [%s]\n", name, before, end);
    printf("%zu %zu %d\n", strspn("aaa", ""), strcspn("aaa", ""), strpbrk("aaa", "") == NULL);
    return 0;
}
