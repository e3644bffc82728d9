// Where bit-fields lie, byte by byte: neighbours, zero widths, types of several sizes, packed structs, unions.
#include <stdio.h>
#include <string.h>

static void dump(const char *name, const void *object, size_t size) {
    const unsigned char *at = object;
    printf("%-10s %2zu:", name, size);
    for (size_t i = 0; i < size; i++) {
        printf(" %02x", at[i]);
    }
    printf("\n");
}

struct plain { unsigned a : 3, b : 5, c : 9, d : 15; };
struct crossing { unsigned a : 20; unsigned b : 20; unsigned c : 20; };
struct zero { unsigned char a : 3; unsigned char : 0; unsigned char b : 3; };
struct zero_int { unsigned a : 3; unsigned : 0; unsigned b : 3; };
struct types { unsigned char a : 4; unsigned short b : 9; unsigned c : 17; unsigned long d : 40; };
struct between { char first; unsigned a : 7; char second; unsigned b : 9; };
struct __attribute__((packed)) tight { unsigned a : 7; unsigned b : 13; unsigned short c; unsigned d : 30; };
struct gap { unsigned a : 5; unsigned : 11; unsigned b : 5; };
struct wide { long a : 33; long b : 31; long c : 1; };
union both { struct { unsigned low : 4, middle : 24, high : 4; } parts; unsigned whole; };

#define FILL(type, ...)                          \
    do {                                         \
        struct type x;                           \
        memset(&x, 0, sizeof x);                 \
        __VA_ARGS__;                             \
        dump(#type, &x, sizeof x);               \
    } while (0)

int main(void) {
    FILL(plain, x.a = 5; x.b = 17; x.c = 300; x.d = 12345);
    FILL(crossing, x.a = 0xABCDE; x.b = 0x12345; x.c = 0xFEDCB);
    FILL(zero, x.a = 7; x.b = 5);
    FILL(zero_int, x.a = 7; x.b = 5);
    FILL(types, x.a = 9; x.b = 301; x.c = 99999; x.d = 0x123456789AUL);
    FILL(between, x.first = 'A'; x.a = 99; x.second = 'B'; x.b = 400);
    FILL(tight, x.a = 77; x.b = 5000; x.c = 0xBEEF; x.d = 0x2ABCDEF1);
    FILL(gap, x.a = 21; x.b = 11);
    FILL(wide, x.a = -5; x.b = 12345; x.c = -1);
    union both u = {.whole = 0xDEADBEEF};
    printf("%x %x %x\n", u.parts.low, u.parts.middle, u.parts.high);
    u.parts.middle++;
    u.parts.high += 5;
    printf("%x\n", u.whole);
    struct wide w = {-1, 1, 0};
    w.c = 1;
    printf("%ld %ld %ld\n", (long)w.a, (long)w.b, (long)w.c);
    struct plain p = {0};
    p.a = 15;
    p.b -= 1;
    p.c = p.d = 600;
    printf("%u %u %u %u\n", p.a, p.b, p.c, p.d);
    return 0;
}
