// _Generic, _Static_assert, _Alignof, _Alignas, _Noreturn, typeof and statement expressions.
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>

#define NAME(x) _Generic((x), char: "char", signed char: "schar", int: "int", unsigned: "unsigned", long: "long", \
    unsigned long: "ulong", float: "float", double: "double", char *: "char *", const char *: "const char *", \
    int *: "int *", void (*)(int): "function", default: "other")
#define MAX(a, b) ({ typeof(a) a_ = (a); typeof(b) b_ = (b); a_ > b_ ? a_ : b_; })

_Static_assert(sizeof(int) == 4, "int has four bytes");
static void takes(int x) { (void)x; }
struct aligned { char c; alignas(16) char d; };

noreturn static void leave(int status) { exit(status); }

int main(void) {
    char c = 0;
    short s = 0;
    const int k = 0;
    printf("%s %s %s %s %s\n", NAME(c), NAME(+c), NAME(s), NAME(k), NAME(1u));
    printf("%s %s %s %s %s\n", NAME(1L), NAME(sizeof c), NAME(1.0f), NAME("x"), NAME((const char *)"x"));
    printf("%s %s %s %s\n", NAME(&c + 0), NAME(takes), NAME('a'), NAME(1 ? 1 : 1.0));
    printf("%zu %zu %zu %zu\n", alignof(char), alignof(double), sizeof(struct aligned), alignof(struct aligned));
    int i = 3;
    printf("%d %g %d\n", MAX(i++, 2), MAX(1, 2.5), i);
    alignas(64) char buffer[10];
    printf("%d\n", (int)((unsigned long)buffer % 64));
    typeof(i) j = i;
    typeof(&j) p = &j;
    __typeof__(int[3]) list = {1, 2, 3};
    printf("%d %zu\n", *p, sizeof list);
    int v = ({ int t = 0; for (int n = 1; n <= 4; n++) t += n; t; });
    printf("%d\n", v);
    _Static_assert(_Generic(0L, long: 1, default: 0), "long");
    leave(v - 10);
}
