// Strings of wide characters: literals, lengths in elements, comparison, search.
#include <stdio.h>
#include <wchar.h>

static void show(const wchar_t *s) {
    for (; *s; s++) printf("%04X ", (unsigned)*s);
    printf("\n");
}

int main(void) {
    wchar_t s[16] = L"a\u00a2\u4e16", t[16];
    show(s);
    printf("%zu %zu\n", wcslen(s), sizeof s);
    wcscpy(t, s);
    wcscat(t, L"-" L"end");
    show(t);
    printf("%d %d %d\n", wcscmp(s, t) < 0, wcsncmp(s, t, 3), wcscmp(t, t));
    printf("%td %td %d\n", wcschr(t, L'\u4e16') - t, wcsrchr(t, L'n') - t, wcschr(t, L'z') == NULL);
    wmemset(t, L'x', 3);
    wmemcpy(t + 1, s, 1);
    wcsncpy(s, t, 2);
    show(s);
    printf("%d\n", wmemcmp(s, t, 2));
    return 0;
}
