// Bit tricks and the builtins for them.
#include <stdint.h>
#include <stdio.h>
static int ones(uint32_t x) { int n = 0; while (x) { x &= x - 1; n++; } return n; }
static uint32_t reverse(uint32_t x) {
    x = (x & 0x55555555) << 1 | (x >> 1 & 0x55555555);
    x = (x & 0x33333333) << 2 | (x >> 2 & 0x33333333);
    x = (x & 0x0f0f0f0f) << 4 | (x >> 4 & 0x0f0f0f0f);
    return __builtin_bswap32(x);
}
static uint32_t crc(const char *s) {
    uint32_t c = ~0u;
    while (*s) { c ^= (unsigned char)*s++; for (int i = 0; i < 8; i++) c = c >> 1 ^ (0xedb88320 & -(c & 1)); }
    return ~c;
}
int main(void) {
    uint32_t list[] = {1, 0xff, 0x80000000, 0x12345678, ~0u};
    for (int i = 0; i < 5; i++) {
        uint32_t x = list[i];
        printf("%d %d %d %d %08x %08x\n", ones(x), __builtin_popcount(x), __builtin_clz(x), __builtin_ctz(x), reverse(x), __builtin_bswap32(x));
    }
    uint64_t w = 0x0123456789abcdef;
    printf("%d %d %d %lx %x\n", __builtin_popcountl(w), __builtin_clzl(w), __builtin_ctzll(w << 9), __builtin_bswap64(w), __builtin_bswap16(0x1234));
    printf("%08x %08x\n", crc("123456789"), crc(""));
    printf("%d %d\n", __builtin_constant_p(3 + 4), __builtin_expect(5, 1) == 5);
    unsigned set = 0;
    for (int i = 0; i < 32; i += 5) set |= 1u << i;
    set ^= 1u << 10;
    set &= ~(1u << 0);
    printf("%x %d %d\n", set, set >> 5 & 1, (int)(set << 6) >> 31);
    int a = 5, b = 9;
    a ^= b; b ^= a; a ^= b;
    printf("%d %d %d\n", a, b, (a & -a) | (b & b - 1));
    return 0;
}
