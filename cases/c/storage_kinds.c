// Objects that live on: static locals of recursive functions, tentative definitions, externs in blocks, initialised addresses.
#include <stdio.h>

int shared;
int shared;
extern int later;
static int hidden = 3;
static int *const where = &hidden;
static struct node { int value; struct node *next; } third = {3, NULL}, second = {2, &third}, first = {1, &second};
static const char *const last = "text" + 2;
static int table[4] = {10, 20, 30, 40};
static int *middle = table + 2, *behind = &table[4];
static long distance = (long)sizeof table - 4;

static int depth(int n) {
    static int calls, deepest;
    static int *seen = &calls;
    calls++;
    deepest = n > deepest ? n : deepest;
    if (n < 4) {
        depth(n + 1);
        depth(n + 2);
    }
    return *seen * 100 + deepest;
}

static int counter(void) {
    static int count = 5;
    {
        static int count = 50;
        count++;
        if (count % 2) {
            return count;
        }
    }
    return count++;
}

static inline int twice(int x) {
    return x * 2;
}

int main(void) {
    extern int shared;
    int hidden_sum = 0;
    shared += 5;
    for (struct node *at = &first; at; at = at->next) {
        hidden_sum += at->value * *where;
    }
    printf("%d %d %d %s\n", shared, later, hidden_sum, last);
    printf("%d %td %ld\n", *middle, behind - middle, distance);
    printf("%d", depth(0));
    printf(" %d\n", depth(3));
    for (int i = 0; i < 6; i++) {
        printf("%d ", counter());
    }
    int hidden = 9;
    {
        extern int later;
        int shared = later + hidden;
        printf("%d ", shared);
        hidden++;
    }
    int (*f)(int) = twice;
    printf("%d %d %d\n", hidden, shared, f(twice(3)));
    const volatile int fixed = 12;
    register int quick = fixed;
    printf("%d %zu\n", quick, sizeof(struct { char c; int i; char d; }));
    return 0;
}

int later = 77;
