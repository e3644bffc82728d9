// sscanf: widths, sets, skipped fields, %n, and how many were assigned.
#include <stdio.h>

int main(void) {
    int day, year, end = -1;
    char month[8], rest[16];
    int count = sscanf("25-Nov-2026 tail", "%d-%3[A-Za-z]-%4d%n", &day, month, &year, &end);
    printf("%d: %d %s %d, %d read\n", count, day, month, year, end);
    count = sscanf("a:b:c", "%*[^:]:%15s", rest);
    printf("%d: %s\n", count, rest);
    unsigned hex;
    char sign;
    count = sscanf("  0x1fz", "%x%c", &hex, &sign);
    printf("%d: %u %c\n", count, hex, sign);
    printf("%d %d\n", sscanf("", "%d", &day), sscanf("x", "%d", &day));
    return 0;
}
