// Function pointers: tables, as arguments and results, in structs, to functions of all shapes.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int (*binary)(int, int);
static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
static int mul(int a, int b) { return a * b; }

static binary choose(char op) {
    switch (op) { case '+': return add; case '-': return &sub; default: return *mul; }
}
static int (*raw(char op))(int, int) { return choose(op); }

struct object { const struct methods *methods; int value; };
struct methods { int (*get)(const struct object *); void (*set)(struct object *, int); };
static int get(const struct object *o) { return o->value; }
static void set(struct object *o, int v) { o->value = v; }
static const struct methods plain = {get, set};

static int by_length(const void *a, const void *b) {
    const char *const *x = a, *const *y = b;
    return (int)strlen(*x) - (int)strlen(*y);
}
static int apply(int n, int f(int), int x) { while (n-- > 0) x = f(x); return x; }
static int next(int x) { return 2 * x + 1; }
static double half(float x) { return x / 2; }

int main(void) {
    binary table[] = {add, sub, mul};
    for (int i = 0; i < 3; i++) printf("%d ", table[i](7, 3));
    printf("%d %d %d\n", choose('+')(1, 2), (*choose('-'))(1, 2), (**raw('*'))(3, 4));
    struct object o = {&plain, 1};
    o.methods->set(&o, o.methods->get(&o) + 41);
    printf("%d\n", o.value);
    const char *words[] = {"three", "a", "to", "four"};
    qsort(words, 4, sizeof *words, by_length);
    for (int i = 0; i < 4; i++) printf("%s ", words[i]);
    printf("\n%d %g\n", apply(5, next, 1), half(5));
    double (*h)(float) = half;
    printf("%g %d %d\n", h(3), h == half, choose('x') == mul);
    int (*(*chooser)(char))(int, int) = raw;
    printf("%d\n", chooser('+')(20, 22));
    return 0;
}
