// Text to numbers, with ends, bases and overflow.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    const char *texts[] = {"42", "  -17abc", "0x1f", "077", "99999999999999999999", "", "abc", "+5", "1e3", "-0x10"};
    for (int i = 0; i < 10; i++) {
        char *end;
        errno = 0;
        long a = strtol(texts[i], &end, 0);
        printf("\"%s\": %ld, rest \"%s\", errno %d, ", texts[i], a, end, errno);
        errno = 0;
        unsigned long u = strtoul(texts[i], &end, 10);
        printf("%lu, rest \"%s\", errno %d, ", u, end, errno);
        double d = strtod(texts[i], &end);
        printf("%g, rest \"%s\", atoi %d\n", d, end, atoi(texts[i]));
    }
    return 0;
}
