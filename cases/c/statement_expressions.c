// GNU statement expressions: values, scopes, control flow inside, in conditions and arguments, with structs.
#include <stdio.h>
#define CLAMP(x, low, high) ({ __typeof__(x) x_ = (x); x_ < (low) ? (low) : x_ > (high) ? (high) : x_; })
#define container_of(p, type, member) ({ const __typeof__(((type *)0)->member) *m_ = (p); (type *)((char *)m_ - __builtin_offsetof(type, member)); })
struct link { struct link *next; };
struct job { int id; struct link link; };
static int find(const int *list, int n, int x) {
    int at = ({ int r = -1; for (int i = 0; i < n; i++) if (list[i] == x) { r = i; break; } r; });
    return at;
}
static int early(int n) { int v = ({ if (n < 0) return -100; n * 2; }); return v + 1; }
int main(void) {
    printf("%d %d %g\n", CLAMP(15, 0, 10), CLAMP(-5, 0, 10), CLAMP(2.5, 0, 10));
    struct job a = {1}, b = {2, {&a.link}};
    struct link *l = b.link.next;
    printf("%d\n", container_of(l, struct job, link)->id);
    int list[] = {4, 5, 6};
    printf("%d %d %d %d\n", find(list, 3, 6), find(list, 3, 7), early(4), early(-1));
    struct point { int x, y; } p = ({ struct point t = {1, 2}; t.x += 10; t; });
    printf("%d %d %d\n", p.x, p.y, ({ struct point q = p; q.y *= 2; q; }).y);
    int n = 0;
    while (({ n++; n < 5; })) ;
    if (({ int k = n; k == 5; })) printf("five\n");
    int total = 0;
    for (int i = 0; i < 4; i++) total += ({ int s = 0; if (i == 2) continue; for (int j = 0; j <= i; j++) s += j; s; });
    printf("%d\n", total);
    ({ printf("only effect\n"); });
    printf("%d\n", ({ int x = ({ int y = 3; y * y; }); x + ({ 1; }); }));
    return 0;
}
