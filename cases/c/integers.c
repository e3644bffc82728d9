// Integer types: widths, wrap-around, signs, shifts, conversions.
#include <stdint.h>
#include <stdio.h>

int main(void) {
    printf("%zu %zu %zu %zu %zu %zu\n", sizeof(char), sizeof(short), sizeof(int), sizeof(long), sizeof(long long), sizeof(void *));
    unsigned char c = 250;
    c += 10;
    signed char s = (signed char)200;
    short h = (short)70000;
    unsigned u = 0;
    u--;
    printf("%d %d %d %u\n", c, s, h, u);
    printf("%d %d %d %d\n", -7 / 2, -7 % 2, 7 / -2, 7 % -2);
    printf("%d %u %ld\n", -16 >> 2, (unsigned)-16 >> 2, 1L << 40);
    printf("%d %d\n", -1 < 1u, (int)(0x80000000u >> 31));
    uint64_t big = 0xFFFFFFFFFFFFFFFFu;
    printf("%lu %lu %d\n", big * 3, big / 10, (int)(big % 10));
    int64_t small = INT64_MIN;
    printf("%ld %ld\n", small, small / 3);
    return 0;
}
