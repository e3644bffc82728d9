// Conditional expressions of all types, nested, as arguments and lvalue pointers; GNU's a ?: b.
#include <stdio.h>
struct s { int a; };
static int sign(int x) { return x < 0 ? -1 : x > 0 ? 1 : 0; }
static const char *plural(int n) { return n == 1 ? "" : "s"; }
int main(void) {
    for (int i = -1; i < 3; i++) printf("%d thing%s %d\n", i, plural(i), sign(i));
    int a = 3, b = 4, *p = 0;
    *(a > b ? &a : &b) = 10;
    printf("%d %d\n", a, b);
    printf("%g %g\n", 1 ? 1 : 2.5, 0 ? 1 : 2.5);
    printf("%ld %d\n", (long)(1 ? -1 : 1u), p ? *p : -7);
    struct s x = {1}, y = {2};
    printf("%d %d\n", (a > 5 ? x : y).a, (a < 5 ? x : y).a);
    printf("%d %d\n", a ?: 9, 0 ?: 9);
    const char *name = NULL;
    printf("%s\n", name ?: "(none)");
    (void)(a > 0 ? printf("positive\n") : printf("negative\n"));
    a > 100 ? (void)(a = 1) : (void)(b = 2);
    printf("%d %d\n", a, b);
    int n = (a++, b++, a * b);
    printf("%d %d %d\n", n, a, b);
    printf("%d\n", (int)sizeof(a > 0 ? 'a' : 1L));
    int (*f)(int) = b > 2 ? sign : 0;
    printf("%d\n", f(-9));
    int i = 0, list[3];
    while (list[i] = i * i, i++ < 2);
    printf("%d %d %d\n", list[0], list[1], list[2]);
    return 0;
}
