// Structs as arguments and results, of every size and mixture: by register, by stack, by address.
#include <stdio.h>
#include <string.h>

#define SIZED(n) struct s##n { unsigned char b[n]; }; \
    static struct s##n twice##n(struct s##n v) { for (int i = 0; i < n; i++) v.b[i] *= 2; return v; } \
    static int try##n(void) { struct s##n v; for (int i = 0; i < n; i++) v.b[i] = i + 1; \
        struct s##n w = twice##n(v); int s = 0; for (int i = 0; i < n; i++) s = s * 3 + w.b[i] - v.b[i]; return s; }
SIZED(1) SIZED(2) SIZED(3) SIZED(4) SIZED(5) SIZED(7) SIZED(8) SIZED(9) SIZED(12) SIZED(15) SIZED(16) SIZED(17) SIZED(24) SIZED(100)

struct ff { float a, b; };
struct dd { double a, b; };
struct fi { float f; int i; };
struct id { int i; double d; };
struct cd { char c; double d; };
struct ddd { double a, b, c; };
struct nested { struct { float x; } in[2]; };
union u { double d; long l; };

static struct ff ff(struct ff v, int n) { return (struct ff){v.b + n, v.a}; }
static struct dd dd(int n, struct dd v) { return (struct dd){v.b + n, v.a}; }
static struct fi fi(struct fi v) { return (struct fi){v.i, (int)v.f}; }
static struct id id(struct id v, struct fi w) { return (struct id){v.i + w.i, v.d + w.f}; }
static struct cd cd(struct cd v) { v.c++; v.d /= 2; return v; }
static struct ddd ddd(struct ddd v) { return (struct ddd){v.c, v.a, v.b}; }
static struct nested nested(struct nested v) { v.in[0].x += v.in[1].x; return v; }
static union u un(union u v) { v.d += 1; return v; }
static double many(struct dd a, struct dd b, struct dd c, struct dd d, struct dd e, struct fi f, struct fi g) {
    return a.a + 2 * b.b + 3 * c.a + 4 * d.b + 5 * e.a + 6 * f.f + 7 * g.i;
}
static long spilled(long a, long b, long c, long d, long e, long f, long g, struct s12 s, struct s16 t, char z) {
    return a + b + c + d + e + f + g + s.b[0] + s.b[11] * 10 + t.b[15] * 100 + z * 1000;
}

int main(void) {
    printf("%d %d %d %d %d %d %d\n", try1(), try2(), try3(), try4(), try5(), try7(), try8());
    printf("%d %d %d %d %d %d %d\n", try9(), try12(), try15(), try16(), try17(), try24(), try100());
    struct ff a = ff((struct ff){1.5f, 2.5f}, 3);
    struct dd b = dd(3, (struct dd){1.5, 2.5});
    struct fi c = fi((struct fi){4.75f, 9});
    struct id d = id((struct id){1, 2.5}, c);
    struct cd e = cd((struct cd){'a', 3});
    struct ddd f = ddd((struct ddd){1, 2, 3});
    struct nested g = nested((struct nested){{{1.5f}, {2}}});
    union u h = un((union u){.d = 0.5});
    printf("%g %g %g %g %g %d\n", a.a, a.b, b.a, b.b, c.f, c.i);
    printf("%d %g %c %g %g %g %g %g %g\n", d.i, d.d, e.c, e.d, f.a, f.b, f.c, g.in[0].x, h.d);
    printf("%g\n", many(b, b, b, b, b, c, c));
    struct s12 s = {{1, [11] = 2}};
    struct s16 t = {{[15] = 3}};
    printf("%ld\n", spilled(1, 2, 3, 4, 5, 6, 7, s, t, 4));
    printf("%g %d\n", dd(1, dd(2, (struct dd){3, 4})).a, ff(a, 1).b > 0);
    return 0;
}
