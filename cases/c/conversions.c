// Conversions: integer promotions, usual arithmetic, narrowing, floats to integers and back, bool.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

int main(void) {
    unsigned char uc = 255;
    signed char sc = -1;
    unsigned short us = 65535;
    short s = -1;
    printf("%d %d %d %d\n", uc + 1, us + 1, uc == (unsigned char)sc, us == s);
    printf("%d %d\n", sc < uc, (unsigned)sc > uc);
    printf("%u %ld %lu\n", -1 + 0u, -1 + 0L, -1 + 0UL);
    printf("%ld %ld\n", (long)(0u - 1), (long)(0 - 1));
    printf("%d %d %d\n", (char)300, (short)70000, (int)5000000000);
    printf("%d %d %d %d\n", (int)3.99, (int)-3.99, (unsigned char)200.7, (int)1e9f);
    printf("%.1f %.1f %.1f\n", (float)16777217, (double)16777217, (double)UINT64_MAX);
    printf("%lu %ld\n", (unsigned long)1.8e19, (long)-9.2e18);
    printf("%d %d %d %d\n", (bool)0.5, (bool)"", (_Bool)256, (_Bool)0.0);
    bool b = 7;
    b += 5;
    b--;
    printf("%d\n", b);
    float f = 0.1f;
    printf("%d %d %d\n", f == 0.1, f == 0.1f, (float)0.1 == f);
    printf("%d %d\n", (int)sizeof(f + 1), (int)(sizeof('a' + (char)1) + sizeof(1.0f * 2)));
    int i = -5;
    unsigned u = 3;
    printf("%u %d %d\n", i / u, i / (int)u, i % (int)u);
    printf("%d %lu\n", 1 ? -1 : 0u, (unsigned long)(1 ? -1 : 0u));
    printf("%d %d\n", -1 >> 1, -1U >> 31);
    long big = 0x123456789abcdefL;
    int cut = big;
    unsigned char least = big;
    printf("%x %x %lx\n", cut, least, (unsigned long)(short)big);
    uint8_t x = 200, y = 100;
    uint8_t z = x + y;
    printf("%d %d %d\n", z, x + y, (uint8_t)(x + y) == z);
    double d = i;
    d /= 2;
    i *= 1.5;
    printf("%g %d\n", d, i);
    return 0;
}
