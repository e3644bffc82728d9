// The same bytes seen as several types: unions in structs, anonymous members, tagged values, a common first part.
#include <stdint.h>
#include <stdio.h>
#include <string.h>

union number { float f; uint32_t u; unsigned char bytes[4]; struct { uint16_t low, high; } halves; };

struct value {
    enum { INT, REAL, TEXT, LIST } kind;
    union {
        long whole;
        double real;
        char text[12];
        struct { const struct value *head, *tail; };
    };
};

static void show(const struct value *v) {
    switch (v->kind) {
    case INT: printf("%ld", v->whole); break;
    case REAL: printf("%g", v->real); break;
    case TEXT: printf("'%s'", v->text); break;
    case LIST:
        printf("(");
        for (; v; v = v->tail) {
            show(v->head);
            printf(v->tail ? " " : ")");
        }
    }
}

struct base { int type; };
struct circle { struct base base; int radius; };
struct square { int type; int side; };
static int size_of(const struct base *b) {
    return b->type == 1 ? ((const struct circle *)b)->radius * 3 : ((const struct square *)b)->side * 4;
}

static union number negated(union number n) {
    n.u ^= 0x80000000u;
    return n;
}

int main(void) {
    union number n = {1.5f};
    printf("%08x %02x %04x %04x %zu\n", n.u, n.bytes[3], n.halves.low, n.halves.high, sizeof n);
    n = negated(n);
    printf("%g %g\n", (double)n.f, (double)negated(negated(n)).f);
    n.halves.high = 0x4048;
    n.bytes[1] = 0xF5;
    printf("%.6f\n", (double)n.f);
    struct value one = {INT, .whole = -12}, two = {REAL, .real = 2.25}, three = {TEXT, .text = "three"};
    struct value inner_end = {LIST, .head = &three}, inner = {LIST, .head = &two, .tail = &inner_end};
    struct value end = {LIST, .head = &inner}, list = {LIST, {.head = &one, .tail = &end}};
    show(&list);
    struct value copy = list;
    copy.tail = NULL;
    printf(" ");
    show(&copy);
    struct circle c = {{1}, 5};
    struct square s = {2, 6};
    printf("\n%d %d\n", size_of(&c.base), size_of((struct base *)&s));
    double d = -0.15625;
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    printf("%lu %ld %lx\n", (unsigned long)(bits >> 63), (long)(bits >> 52 & 0x7FF) - 1023, (unsigned long)(bits & 0xFFFFFFFFFFFFF));
    union { struct { char a; int b; } x; struct { char a; char rest[7]; } y; } u = {.x = {'q', 0x01020304}};
    printf("%c %d %d\n", u.y.a, u.y.rest[3], u.y.rest[6]);
    return 0;
}
