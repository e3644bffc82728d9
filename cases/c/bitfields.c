// Bit-fields: layout, signs, overflow, updates; of several unit types.
#include <stdio.h>
#include <string.h>

struct flags {
    unsigned a : 3;
    int b : 5;
    unsigned c : 24;
    unsigned long d : 40;
    _Bool e : 1;
};

struct apart {
    char x : 4;
    int : 0;
    char y : 4;
    short z : 9;
};

union view {
    struct {
        unsigned low : 4, middle : 8, high : 20;
    };
    unsigned whole;
};

int main(void) {
    printf("%zu %zu %zu\n", sizeof(struct flags), sizeof(struct apart), sizeof(union view));
    struct flags f = {5, -3, 0xabcdef, 0x123456789aUL, 1};
    printf("%d %d %x %lx %d\n", f.a, f.b, f.c, (unsigned long)f.d, f.e);
    f.a += 6;
    f.b = 15;
    f.b++;
    f.c <<= 4;
    f.d--;
    f.e = 2;
    printf("%d %d %x %lx %d\n", f.a, f.b, f.c, (unsigned long)f.d, f.e);
    printf("%d %d\n", f.a-- , --f.b);
    printf("%d\n", (f.a = 9));
    unsigned char bytes[sizeof f];
    memset(&f, 0, sizeof f);
    f.b = -1;
    memcpy(bytes, &f, sizeof f);
    printf("%02x %02x %02x\n", bytes[0], bytes[1], bytes[2]);
    union view v = {.whole = 0x12345678};
    printf("%x %x %x\n", v.low, v.middle, v.high);
    v.middle = 0xff;
    printf("%x\n", v.whole);
    struct apart p = {1, 2, -200};
    printf("%d %d %d\n", p.x, p.y, p.z);
    return 0;
}
