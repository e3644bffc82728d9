// Structures: layout, copying, passing, returning, nesting, arrays, unions, bit-fields.
#include <stddef.h>
#include <stdio.h>

struct point {
    int x, y;
};
struct mixed {
    char a;
    double b;
    char c;
    short d;
    struct point e;
};
union word {
    unsigned int whole;
    unsigned char bytes[4];
};
struct bits {
    unsigned low : 3;
    unsigned high : 5;
    int sign : 4;
};

static struct point add(struct point a, struct point b) {
    a.x += b.x;
    a.y += b.y;
    return a;
}

static double sum(struct mixed m) {
    return m.a + m.b + m.c + m.d + m.e.x + m.e.y;
}

int main(void) {
    struct point p = {1, 2}, q = p;
    q.x = 10;
    struct point r = add(p, q);
    printf("%d %d %d\n", p.x, r.x, r.y);
    printf("%zu %zu %zu %zu\n", sizeof(struct mixed), offsetof(struct mixed, b), offsetof(struct mixed, d), offsetof(struct mixed, e));
    struct mixed m = {.b = 2.5, .a = 1, .e = {3, 4}};
    printf("%g %d\n", sum(m), m.c);
    union word w = {0x01020304};
    printf("%d %d\n", w.bytes[0], w.bytes[3]);
    struct bits b = {9, 33, -3};
    printf("%d %d %d %zu\n", b.low, b.high, b.sign, sizeof b);
    struct point line[3] = {{1, 1}, [2] = {5, 5}};
    printf("%d %d\n", line[1].x, (&line[2])->y);
    return 0;
}
