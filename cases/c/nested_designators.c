// Designators that reach into nested aggregates, overwrite one another and go on behind where they point.
#include <stdio.h>

struct point { int x, y; };
struct line { struct point ends[2]; const char *label; };
struct picture { int id; struct line lines[3]; union { long whole; struct point part; } extra; };

static struct picture global = {
    .lines[1].ends[1].y = 9,
    .lines[0] = {{{1, 2}, {3, 4}}, "first"},
    .lines[2].ends = {[1] = {.y = 8, .x = 7}},
    .lines[2].label = "third",
    .extra.part = {.y = 5},
    .id = 77,
};
static int table[] = {[5] = 50, 60, [2] = 20, 30, [0] = 1};
static char text[][8] = {[2] = "two", "three", [0] = {'z', 'e', 'r', 'o'}};
static struct point dense[4] = {[1].x = 1, 2, 3, 4, [0] = {.y = -1}};
static const struct line *const links[] = {[1] = &global.lines[2], [0] = &(const struct line){.label = "anonymous"}};

static void show(const struct picture *p) {
    printf("%d", p->id);
    for (int i = 0; i < 3; i++) {
        const struct line *l = &p->lines[i];
        printf(" (%d,%d)-(%d,%d) %s;", l->ends[0].x, l->ends[0].y, l->ends[1].x, l->ends[1].y, l->label ? l->label : "-");
    }
    printf(" %d %d\n", p->extra.part.x, p->extra.part.y);
}

int main(void) {
    show(&global);
    int n = 3;
    struct picture local = {n++, .lines = {[1] = {.label = "local", .ends[0] = {n, n * 2}}}, .extra = {.whole = 1L << 33 | 6}};
    show(&local);
    struct picture copy = {.lines[1] = local.lines[1], .lines[1].label = "changed", .id = local.id + 1};
    show(&copy);
    printf("%zu:", sizeof table / sizeof *table);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        printf(" %d", table[i]);
    }
    printf("\n%zu: %s|%s|%s|%s\n", sizeof text / sizeof *text, text[0], text[1], text[2], text[3]);
    for (int i = 0; i < 4; i++) {
        printf("(%d,%d)", dense[i].x, dense[i].y);
    }
    printf("\n%s %s %d\n", links[0]->label, links[1]->label, links[1]->ends[1].x);
    int ranged[10] = {[2 ... 5] = 7, 8, [9] = 1};
    for (int i = 0; i < 10; i++) {
        printf("%d", ranged[i]);
    }
    printf("\n");
    return 0;
}
