// Structs and unions: layout, copies, arguments and results of every size, bit-fields, initialisers.
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct one { char a; };
struct pair { int x, y; };
struct mixed { double d; int i; };
struct floats { float a, b; };
struct odd { char bytes[7]; };
struct three { long a, b, c; };
struct nested { struct pair p; struct { short s; char t; }; union { int i; float f; char bytes[4]; } u; };
struct bits { unsigned a : 3; signed b : 5; unsigned long c : 40; _Bool d : 1; int : 0; unsigned e : 7; };
struct __attribute__((packed)) tight { char a; int b; short c; };
struct flexible { int n; char rest[]; };
struct list { int value; struct list *next; };

static struct one make_one(char a) { return (struct one){a}; }
static struct pair make_pair(int x, int y) { struct pair p = {x, y}; return p; }
static struct mixed make_mixed(double d, int i) { struct mixed m = {d, i}; return m; }
static struct floats make_floats(float a, float b) { return (struct floats){.b = b, .a = a}; }
static struct odd make_odd(const char *s) { struct odd o; memcpy(o.bytes, s, 7); return o; }
static struct three make_three(long a) { return (struct three){a, a * 2, a * 3}; }
static long total(struct one a, struct pair b, struct mixed c, struct floats d, struct odd e, struct three f, int g, struct pair h) {
    return a.a + b.x + b.y + (long)c.d + c.i + (long)(d.a + d.b) + e.bytes[6] + f.a + f.b + f.c + g + h.x * h.y;
}
static struct three twice(struct three t) { t.a *= 2; t.b *= 2; t.c *= 2; return t; }

struct pair table[] = {{1, 2}, [3] = {.y = 8, .x = 7}, {9, 10}};
int grid[][3] = {{1, 2, 3}, 4, 5, 6, [3][1] = 7};
struct nested global = {.u.f = 1.5f, .p = {3, 4}, .s = 5};
char *words[] = {"alpha", "be" "ta", [4] = "gamma"};
struct list third = {3, 0}, second = {2, &third}, first = {1, &second};
int *inside = &grid[1][2];
long (*function)(struct one, struct pair, struct mixed, struct floats, struct odd, struct three, int, struct pair) = total;

int main(void) {
    printf("%zu %zu %zu %zu %zu %zu %zu %zu\n", sizeof(struct pair), sizeof(struct mixed), sizeof(struct odd), sizeof(struct nested),
           sizeof(struct bits), sizeof(struct tight), sizeof(struct flexible), offsetof(struct tight, c));
    struct three t = make_three(7);
    struct three u = twice(t);
    printf("%ld %ld %ld %ld\n", t.c, u.c, twice(twice(t)).b, make_three(1).c);
    printf("%ld\n", function(make_one(1), make_pair(2, 3), make_mixed(4.5, 5), make_floats(1.5f, 2.5f), make_odd("abcdefg"), t, 9, make_pair(6, 7)));
    struct bits b = {5, -3, 0x123456789a, 1, 100};
    b.a++; b.a += 3; b.b--; b.c <<= 4; b.e = 200;
    printf("%d %d %llx %d %d\n", b.a, b.b, (unsigned long long)b.c, b.d, b.e);
    int assigned = (b.a = 13);
    printf("%d\n", assigned);
    struct tight k[2] = {{1, 2, 3}, {4, -5, 6}};
    printf("%d %d %d %zu\n", k[1].b, k[0].c, k[1].a, (size_t)((char *)&k[1] - (char *)k));
    struct nested n = global, *p = &n;
    p->u.i ^= 1; n.t = 'x';
    printf("%d %d %d %c %d\n", p->p.x, p->p.y, p->s, p->t, p->u.i);
    for (unsigned i = 0; i < sizeof table / sizeof *table; i++) printf("%d,%d ", table[i].x, table[i].y);
    for (unsigned i = 0; i < sizeof grid / sizeof *grid; i++) printf("%d%d%d ", grid[i][0], grid[i][1], grid[i][2]);
    for (int i = 0; i < 5; i++) printf("%s ", words[i] ? words[i] : "-");
    printf("%d\n", *inside);
    for (struct list *at = &first; at; at = at->next) printf("%d ", at->value);
    int local[6] = {[2] = 5, 6, [0] = 1}, (*row)[3] = grid;
    char text[10] = "abc", full[3] = "xyz";
    printf("%d %d %d %d %d %d %s %c\n", local[0], local[2], local[3], local[5], row[1][1], (*row)[2], text, full[2]);
    struct pair *lit = (struct pair[]){{1, 1}, {2, 2}};
    struct pair chosen = lit[0].x > 5 ? lit[0] : lit[1];
    printf("%d %d %d\n", chosen.x, (struct pair){3, 4}.y, (chosen = make_pair(8, 9)).y);
    struct { int a; struct pair list[2]; } deep = {.list[1].y = 4, .list[0] = {1, 2}, .a = 9};
    printf("%d %d %d %d\n", deep.a, deep.list[0].x, deep.list[1].x, deep.list[1].y);
    return 0;
}
