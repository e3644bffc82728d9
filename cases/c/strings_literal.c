// String and character literals: escapes, adjacency, wide and Unicode ones, sizes.
#include <stddef.h>
#include <stdio.h>
#include <string.h>
int main(void) {
    char a[] = "a\0b", b[3] = "xyz", c[] = "one" " " "two" "\x41" "B\101\n";
    printf("%zu %zu %zu %s", sizeof a, sizeof b, sizeof c, c);
    printf("%d %d %d %d %d %d\n", '\a', '\b', '\f', '\v', '\\', '\'');
    printf("%d %d %d\n", '\377', '\x7f', '"');
    const char *u = u8"\u00e9\u4e2d";
    printf("%zu %02x %02x %02x\n", strlen(u), (unsigned char)u[0], (unsigned char)u[1], (unsigned char)u[2]);
    wchar_t w[] = L"w\u4e2d";
    unsigned short h[] = u"\U0001F600";
    unsigned int l[] = U"\U0001F600";
    printf("%zu %x %zu %x %x %zu %x\n", sizeof w, (unsigned)w[1], sizeof h, h[0], h[1], sizeof l, l[0]);
    printf("%d %d %zu\n", L'\u4e2d' == w[1], 'ab', sizeof 'a');
    printf("%c%c%s\n", "hex"[1], 2["abc"], "skip" + 2);
    printf("%s\n", "tab\tquote\"percent%% end" + 0);
    const char *same = "pool";
    printf("%d %s\n", same[4], *same == 'p' ? "p" : "?");
    char multi[2][4] = {"abc", "def"};
    printf("%c %s\n", multi[0][1], multi[1]);
    return 0;
}
