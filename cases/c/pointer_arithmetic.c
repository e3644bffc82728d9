// Pointers: differences, comparisons, into structs and arrays of arrays, to pointers, to incomplete types.
#include <stddef.h>
#include <stdio.h>
struct item { char c; int list[3]; struct item *next; };
struct opaque;
static struct opaque *hide(int *p) { return (struct opaque *)p; }
static int reveal(struct opaque *o) { return *(int *)o; }
int main(void) {
    int grid[3][4];
    for (int i = 0; i < 12; i++) (&grid[0][0])[i] = i;
    int (*row)[4] = grid + 1, *p = grid[2], *q = &grid[0][3];
    printf("%d %d %td %td\n", (*row)[2], row[1][0], p - q, row - grid);
    printf("%d %d %d\n", p > q, p == &grid[2][0], *(*(grid + 2) + 1));
    printf("%zu %zu %zu %zu\n", sizeof grid, sizeof *grid, sizeof row, sizeof *row);
    struct item a = {'a', {1, 2, 3}, 0}, b = {'b', {4, 5, 6}, &a};
    struct item *list = &b;
    for (struct item *i = list; i; i = i->next) printf("%c%d ", i->c, i->list[2]);
    printf("%d\n", *(int *)((char *)list->next + offsetof(struct item, list) + sizeof(int)));
    int n = 7, *pn = &n, **ppn = &pn, ***pppn = &ppn;
    ***pppn = 8;
    **ppn += 1;
    printf("%d %d\n", n, reveal(hide(pn)));
    char text[] = "reverse", *from = text, *to = text + sizeof text - 2;
    while (from < to) { char c = *from; *from++ = *to; *to-- = c; }
    printf("%s\n", text);
    const int *pc = &n;
    int *const cp = &n;
    *cp = 5;
    printf("%d %d\n", *pc, !pc);
    void *v = grid;
    printf("%d\n", ((int *)v)[5] + ((int (*)[4])v)[1][1]);
    long addresses = (long)(p + 3) - (long)p;
    printf("%ld %d\n", addresses, &p[1] - 1 == p);
    unsigned index = 2;
    printf("%d %d\n", p[-1], *(p - index));
    return 0;
}
