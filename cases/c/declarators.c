// Declarators that take some reading: pointers to functions returning pointers to arrays, and the like.
#include <stdio.h>
static int data[3] = {1, 2, 3};
static int (*whole(void))[3] { return &data; }
static int *element(int i) { return &data[i]; }
static int *(*chooser(int which))(int) { return which ? element : 0; }
static int (*(*table[2])(void))[3] = {whole, whole};
static char *const *const names = (char *const[]){"x", "y"};
typedef int (*handler)(int), fn(int), vec[3];
static fn twice, *pick(int);
static int twice(int x) { return 2 * x; }
static fn *pick(int n) { return n ? twice : 0; }
static handler handlers[] = {twice, [2] = twice};
static int sum(vec v) { return v[0] + v[1] + v[2]; }
static int call(fn f, int x) { return f(x); }
int (*(*deep)[2])(int);
int main(void) {
    int (*p)[3] = whole();
    printf("%d %d %d\n", (*p)[1], *chooser(1)(2), (*table[1]())[0]);
    printf("%s %zu %zu\n", names[1], sizeof(vec), sizeof(handler[4]));
    printf("%d %d %d %d\n", pick(1)(4), handlers[2](5), handlers[1] == 0, sum(data));
    int (*two[2])(int) = {twice, twice};
    deep = &two;
    printf("%d %d\n", (*deep)[1](6), call(twice, 7));
    const vec fixed = {4, 5, 6};
    const int *q = fixed;
    int const *const *pq = &q;
    printf("%d %d\n", **pq, (*pq)[2]);
    volatile int v = 3;
    volatile int *pv = &v;
    register int r = *pv + v;
    unsigned long int static const long_words = 5;
    printf("%d %lu\n", r, long_words);
    int x, *y = &x, **z = &y, f(void), (*g)(void) = 0;
    **z = 9;
    printf("%d %d\n", x, g == 0);
    printf("%zu %zu\n", sizeof(int *[3]), sizeof(int (*)[3]));
    return 0;
}
