// Variable arguments of all kinds: many, mixed, structs, va_copy, passed on.
#include <stdarg.h>
#include <stdio.h>

struct small { char c; short s; };
struct middle { long a, b; };
struct large { int list[8]; };
struct real { double d; float f; };

static void mixed(const char *kinds, ...) {
    va_list ap;
    va_start(ap, kinds);
    for (; *kinds; kinds++) {
        switch (*kinds) {
        case 'i': printf("%d ", va_arg(ap, int)); break;
        case 'l': printf("%ld ", va_arg(ap, long)); break;
        case 'd': printf("%g ", va_arg(ap, double)); break;
        case 's': printf("%s ", va_arg(ap, char *)); break;
        case 'S': { struct small v = va_arg(ap, struct small); printf("{%c %d} ", v.c, v.s); break; }
        case 'M': { struct middle v = va_arg(ap, struct middle); printf("{%ld %ld} ", v.a, v.b); break; }
        case 'L': { struct large v = va_arg(ap, struct large); printf("{%d %d} ", v.list[0], v.list[7]); break; }
        case 'R': { struct real v = va_arg(ap, struct real); printf("{%g %g} ", v.d, v.f); break; }
        }
    }
    va_end(ap);
    printf("\n");
}

static int add(int n, va_list ap) {
    int s = 0;
    while (n-- > 0) s += va_arg(ap, int);
    return s;
}

static int twice(int n, ...) {
    va_list a, b;
    va_start(a, n);
    va_copy(b, a);
    int s = add(n, a) * 100 + add(n, b);
    va_end(a);
    va_end(b);
    return s;
}

int main(void) {
    mixed("iiiiiiiiii", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    mixed("ddddddddd", 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5);
    mixed("idsldi", -1, 0.25, "text", -5000000000, 1e100, 'x');
    struct small s = {'c', -7};
    struct middle m = {1L << 40, -2};
    struct large l = {{3, [7] = 4}};
    struct real r = {2.5, 0.5f};
    mixed("SiMdLRS", s, 1, m, 2.0, l, r, s);
    mixed("iiiiiMiM", 1, 2, 3, 4, 5, m, 6, m);
    printf("%d\n", twice(3, 1, 2, 3));
    float f = 1.25f;
    char c = 'q';
    short h = -3;
    printf("%g %c %d %hhd %hd\n", f, c, h, 300, 70000);
    return 0;
}
