// Structs assigned, returned, nested, compared member by member, in arrays, through pointers and conditionals.
#include <stdio.h>
struct inner { char tag; long list[5]; };
struct outer { int id; struct inner in; struct inner *link; };
static struct outer make(int id) { struct outer o = {id, {'a' + id, {id, id * 2}}, 0}; o.link = 0; return o; }
static long sum(struct inner v) { long s = v.tag; for (int i = 0; i < 5; i++) s += v.list[i]; v.tag = 0; return s; }
static struct outer *pick(struct outer *a, struct outer *b, int first) { return first ? a : b; }
int main(void) {
    struct outer a = make(1), b = make(2), c;
    c = a;
    c.in.list[4] = 100;
    a = b = c;
    printf("%d %d %ld %ld\n", a.id, b.id, sum(a.in), sum(make(3).in));
    struct outer list[3] = {a, make(5)};
    list[2] = list[1];
    list[2].in = list[0].in;
    printf("%d %c %ld\n", list[2].id, list[2].in.tag, list[2].in.list[4]);
    a.link = &list[1].in;
    struct inner copy = *a.link;
    copy.tag++;
    printf("%c %c %ld\n", copy.tag, a.link->tag, (*a.link).list[1]);
    *pick(&a, &b, 0) = make(7);
    pick(&a, &b, 1)->id = 8;
    printf("%d %d\n", a.id, b.id);
    c = a.id > b.id ? a : b;
    printf("%d %ld\n", c.id, (a.id > 100 ? a : make(9)).in.list[1]);
    struct outer *p = list;
    p[1] = p[0], p++;
    printf("%d %d\n", p->id, (p - 1)->id);
    struct { struct inner x[2]; } pair = {{make(1).in, {'z', {9}}}};
    printf("%c %c %ld\n", pair.x[0].tag, pair.x[1].tag, pair.x[1].list[0] + pair.x[0].list[1]);
    return 0;
}
