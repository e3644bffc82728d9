// snprintf says how long the whole would be, and always ends what it wrote.
#include <stdio.h>
#include <string.h>

int main(void) {
    char small[8];
    for (size_t room = 0; room <= 8; room += 2) {
        memset(small, '#', sizeof small);
        int whole = snprintf(small, room, "%s-%d", "abc", 12345);
        printf("%zu: %d", room, whole);
        for (size_t i = 0; i < sizeof small; i++) {
            printf(" %02x", (unsigned char)small[i]);
        }
        printf("\n");
    }
    printf("%d\n", snprintf(NULL, 0, "%5.1f|%-6s|", 2.25, "x"));
    return 0;
}
