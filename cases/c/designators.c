// Initialisers: designators, nested braces left out, ranges, overriding, unions, strings.
#include <stdio.h>

struct point { int x, y; };
struct shape { const char *name; struct point at[3]; union { int i; double d; } u; };

static int table[] = {[5] = 50, 51, [2] = 20, 21, [1] = 10};
static struct shape shapes[2] = {
    [1] = {.name = "two", .at[1].y = 7, .at[2] = {8, 9}, .u.d = 1.5},
    [0] = {"one", {{1, 2}, {3}}, {4}},
};
static char text[][6] = {"one", {'t', 'w', 'o'}, [3] = "seven"};
static int range[10] = {[2 ... 5] = 3, [4] = 9};

static void show(const struct shape *s) {
    printf("%s:", s->name);
    for (int i = 0; i < 3; i++) printf(" (%d,%d)", s->at[i].x, s->at[i].y);
    printf("\n");
}

int main(void) {
    printf("%zu\n", sizeof table / sizeof *table);
    for (int i = 0; i < 7; i++) printf("%d ", table[i]);
    printf("\n");
    show(&shapes[0]);
    show(&shapes[1]);
    printf("%d %g\n", shapes[0].u.i, shapes[1].u.d);
    printf("%zu %s|%s|%s|%.5s\n", sizeof text, text[0], text[1], text[2], text[3]);
    for (int i = 0; i < 10; i++) printf("%d", range[i]);
    printf("\n");
    int n = 4;
    struct shape local = {.at = {[1].x = n, [2] = {.y = n * 2}}, .name = "local"};
    show(&local);
    struct point flat[2][2] = {1, 2, 3, 4, 5, 6, 7};
    printf("%d %d %d\n", flat[0][1].y, flat[1][1].x, flat[1][1].y);
    struct point copy = {1, 2}, list[] = {copy, [0].y = 5, {.x = 9}};
    printf("%d %d %d %d\n", list[0].x, list[0].y, list[1].x, list[1].y);
    int twice[3] = {[0] = 1, [0] = 2};
    printf("%d %d %d\n", twice[0], twice[1], twice[2]);
    return 0;
}
