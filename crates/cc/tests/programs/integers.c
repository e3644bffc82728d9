// Integer types: promotions, wrap-around, shifts, division, comparisons of mixed signs.
#include <stdio.h>

static unsigned char narrow(int v) { return v; }
static signed char narrow_signed(int v) { return v; }
static unsigned short half(long v) { return v; }
static short half_signed(long v) { return v; }
static unsigned word(long v) { return v; }
static int word_signed(long v) { return v; }
static _Bool truth(long v) { return v; }

int main(void) {
    long values[] = {0, 1, -1, 127, 128, 255, 256, -129, 32767, 32768, 65535, 65536, 2147483647, 2147483648, 4294967295, -2147483648};
    for (unsigned i = 0; i < sizeof values / sizeof *values; i++) {
        long v = values[i];
        printf("%ld: %u %d %u %d %u %d %d\n", v, narrow(v), narrow_signed(v), half(v), half_signed(v), word(v), word_signed(v), truth(v));
        printf(" %ld %ld %ld %ld %ld %ld\n", v / 8, v % 8, v / 7, v % 7, v >> 3, v * 12);
        int w = (int)v;
        unsigned u = (unsigned)v;
        printf(" %d %d %u %u %u %d %d\n", w / 16, w % 16, u / 16, u % 16, u >> 5, w >> 5, w / -3);
        printf(" %d %d %d %d\n", w < 10, u < 10, v < 10u, (unsigned long)v < 10);
        printf(" %d %d %d %d %d %d\n", w == 1, w != 1, w <= -1, w > -1, u >= 128, u <= 4294967294u);
        unsigned long wide = u;
        printf(" %lu %lu %d %d\n", wide, (unsigned long)w, !v, ~w);
    }
    unsigned char c = 250;
    c += 10;
    signed char s = 100;
    s *= 2;
    unsigned short h = 1;
    h -= 2;
    _Bool b = 4;
    b++;
    int i = 5;
    int old = i++ + ++i;
    printf("%d %d %d %d %d %d\n", c, s, h, b, i, old);
    i <<= 3; printf("%d ", i);
    i ^= 0xff; printf("%d ", i);
    i |= 0x1000; printf("%d ", i);
    i %= 1000; printf("%d\n", i);
    printf("%d %d\n", (++c ? ++c : 0), (i-- ? i-- : i));
    printf("%lld %llu %d\n", 0x7fffffffffffffffLL, 18446744073709551615ULL, '\377' == 255);
    printf("%d %d %d\n", sizeof(1 ? (char)1 : (short)2) == sizeof(int), -1 < 1u, -1L < 1u);
    return 0;
}
