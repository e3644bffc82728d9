// Unions: views of the same bytes, anonymous members, tagged values, in structs and as results.
#include <stdio.h>
#include <string.h>
union number { float f; unsigned u; unsigned char b[4]; };
struct value {
    enum { INT, REAL, TEXT } kind;
    union { int i; double d; const char *s; };
};
static void show(struct value v) {
    switch (v.kind) {
    case INT: printf("int %d\n", v.i); break;
    case REAL: printf("real %g\n", v.d); break;
    case TEXT: printf("text %s\n", v.s); break;
    }
}
static union number flip(union number n) { n.u ^= 0x80000000; return n; }
struct outer { int a; struct { int b; union { int c; char d; }; }; int e; };
int main(void) {
    union number n = {1.0f};
    printf("%x %d %d %zu\n", n.u, n.b[3], n.b[2], sizeof n);
    n = flip(n);
    printf("%g\n", n.f);
    union { short s; unsigned short u; signed char c; unsigned char uc; } same;
    same.u = 65535;
    printf("%d %d\n", same.s, same.c);
    same.s = -2;
    printf("%d %d\n", same.u, same.uc);
    show((struct value){INT, .i = 3});
    show((struct value){REAL, .d = 2.5});
    show((struct value){.kind = TEXT, .s = "t"});
    struct outer o = {1, {2, {3}}, 4};
    o.d++;
    printf("%d %d %d %d %zu\n", o.a, o.b, o.c, o.e, sizeof o);
    union { long l[2]; struct { int a, b, c, d; } s; } big = {.s = {1, 2, 3, 4}};
    union { long l[2]; struct { int a, b, c, d; } s; } *p = (void *)&big;
    printf("%ld %ld\n", p->l[0] >> 32, big.l[1] & 0xff);
    double d = -0.0;
    unsigned long bits;
    memcpy(&bits, &d, sizeof bits);
    printf("%lx\n", bits);
    return 0;
}
