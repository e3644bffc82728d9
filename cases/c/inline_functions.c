// inline, static inline, extern inline, functions declared in blocks, main's arguments.
#include <stdio.h>
static inline int square(int x) { return x * x; }
inline int cube(int x) { return x * x * x; }
extern int cube(int x);
extern inline int fourth(int x) { return square(square(x)); }
static int declared_later(int);
int main(int argc, char **argv) {
    int printf(const char *, ...);
    printf("%d %d %d %d\n", square(3), cube(3), fourth(3), declared_later(4));
    int (*p)(int) = cube;
    printf("%d %d %d\n", p(2), argc, argv[argc] == 0);
    return argc - 1;
}
static int declared_later(int x) { return x + 100; }
