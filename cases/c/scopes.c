// Scopes: shadowing, typedef names hidden by variables, tags, labels and members in spaces of their own.
#include <stdio.h>

typedef int T;
struct T { T T; };
enum { ONE = 1, TWO };

static T f(T T) { return T + 1; }
static int g(int x) {
    { int x = 2; { int x = 3; (void)x; } if (x != 2) return -1; }
    for (int x = 0; x < 3; x++) { int x = 9; (void)x; }
    return x;
}
static int h(void) {
    T x = 1;
    {
        typedef char T[10];
        x = sizeof(T);
    }
    return x + sizeof(T);
}

int main(void) {
    struct T T = {5};
    printf("%d\n", T.T);
T:  printf("%d %d %d\n", f(1), g(7), h());
    {
        enum { ONE = 10 };
        struct T { char c[3]; };
        printf("%d %d %zu\n", ONE, TWO, sizeof(struct T));
    }
    printf("%d %zu\n", ONE, sizeof(struct T));
    int i = 1;
    { int i = 5; printf("%d\n", i); }
    printf("%d\n", i);
    if (T.T-- > 4) goto T;
    int printf_ = sizeof(int (*)(void));
    printf("%d\n", printf_);
    return 0;
}
