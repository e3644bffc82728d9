// Constant expressions: in sizes, cases, enumerators, bit-fields and static initialisers of all kinds.
#include <stddef.h>
#include <stdio.h>
#define KB(n) ((n) * 1024)
enum { A = sizeof(long) * 2, B = A << 2 | 1, C = (B > 60) ? 'c' : -1, D = -(int)sizeof(int), E_ = (unsigned char)511 };
static int sized[KB(1) / 256 + (3 > 2)];
static const double reals[] = {1.0 / 3, 1e3 * 2, -0.5f, (int)2.9, 3 ? 1 : 2};
struct s { int a; struct { char b[3]; long c; } in; };
static size_t offsets[] = {offsetof(struct s, in), offsetof(struct s, in.c), offsetof(struct s, in.b[2])};
static struct s object;
static long *inside = &object.in.c;
static char *middle = object.in.b + 1, *text = "literal" + 3;
static int list[5], *last = &list[5] - 1, *const *indirect = &last;
static ptrdiff_t distance = &list[4] - &list[1];
static int (*function)(const char *, ...) = printf;
static void *address = (void *)&list[2];
static unsigned long big = ~0UL / 3, small = -1;
static int truth = !0 && (1 || 1 / 1), wrapped = 0x7fffffff + 0u == 2147483647u;
static _Bool yes = 5, no = 0.0;
static float single = 0.1;
static char chars[] = {'a' + 1, (1 ? 0x71 : 0), 0};
struct f { unsigned x : 3 + 2; };
int main(void) {
    printf("%d %d %d %d %d %zu\n", A, B, C, D, E_, sizeof sized);
    printf("%.9g %g %g %g %g\n", reals[0], reals[1], reals[2], reals[3], reals[4]);
    printf("%zu %zu %zu\n", offsets[0], offsets[1], offsets[2]);
    *inside = 42;
    *middle = 'm';
    *last = 7;
    printf("%ld %c %s %d %d %td\n", object.in.c, object.in.b[1], text, list[4], **indirect, distance);
    function("%d %lx %lx %d %d\n", address == &list[2], big, small, truth, wrapped);
    printf("%d %d %.9g %s\n", yes, no, single, chars);
    switch (33) { case B - A * 2: printf("case\n"); break; case sizeof(int): break; case 'a' ... 'c': break; default: printf("default\n"); }
    struct f v = {33};
    printf("%u\n", v.x);
    return 0;
}
