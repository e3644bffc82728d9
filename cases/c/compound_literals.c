// Compound literals: as values, arguments, arrays; their storage and lifetime.
#include <stdio.h>

struct pair { int a, b; };

static int sum(const int *list, int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s += list[i];
    return s;
}

static struct pair swap(struct pair p) {
    return (struct pair){p.b, p.a};
}

static int *global = (int[]){10, 20, 30};
static struct pair *nested = &(struct pair){.b = 5};

int main(void) {
    printf("%d\n", sum((int[]){1, 2, 3, 4}, 4));
    struct pair p = swap((struct pair){.a = 1, .b = 2});
    printf("%d %d\n", p.a, p.b);
    global[1]++;
    printf("%d %d %d\n", sum(global, 3), nested->a, nested->b);
    for (int i = 0; i < 3; i++) {
        int *q = &(int){i};
        *q += 10;
        printf("%d ", *q);
    }
    printf("%d\n", (int){7} + ((struct pair){3, 4}).b);
    char *s = (char[]){"changeable"};
    s[0] = 'C';
    printf("%s %zu\n", s, sizeof((char[]){"abc"}));
    p = 1 ? (struct pair){5, 6} : p;
    printf("%d\n", p.a * p.b);
    return 0;
}
