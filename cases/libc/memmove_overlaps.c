// memmove over itself, both ways; memchr and memcmp with zero bytes.
#include <stdio.h>
#include <string.h>

int main(void) {
    char right[16] = "0123456789", left[16] = "0123456789";
    memmove(right + 3, right, 7);
    memmove(left, left + 3, 7);
    printf("%s %s\n", right, left);
    const char bytes[] = "ab\0cd";
    const char *found = memchr(bytes, 'c', sizeof bytes);
    printf("%d %d\n", (int)(found - bytes), memcmp("ab\0c", "ab\0d", 4) < 0);
    printf("%d %d\n", memchr(bytes, 'x', sizeof bytes) == NULL, memcmp("x", "y", 0));
    return 0;
}
