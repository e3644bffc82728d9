// Qualifiers: volatile reads and writes kept, restrict, const at every level, qualified arrays and members.
#include <stdio.h>
static volatile int port;
static const struct { int a; const char *name; } table[] = {{1, "one"}, {2, "two"}};
static void add(int n, int *restrict to, const int *restrict from) { for (int i = 0; i < n; i++) to[i] += from[i]; }
static int spin(volatile int *flag) { int n = 0; while (*flag < 5) { (*flag)++; n++; } return n; }
static int sum(const int (*m)[2]) { return m[0][0] + m[0][1]; }
static char *find(const char *s, char c) { for (; *s; s++) if (*s == c) return (char *)s; return 0; }
int main(int argc, char *argv[const]) {
    port = 1;
    (void)port;
    port += 2;
    int seen = port;
    printf("%d %d\n", seen, spin(&port));
    int a[3] = {1, 2, 3}, b[3] = {10, 20, 30};
    add(3, a, b);
    printf("%d %d %d\n", a[0], a[1], a[2]);
    printf("%s %d %d\n", table[1].name, table[0].a, argc > 0 && argv != 0);
    const int m[1][2] = {{3, 4}};
    printf("%d\n", sum(m));
    char text[] = "const", *const end = text + 4;
    *end = 'T';
    *find(text, 'c') = 'C';
    printf("%s\n", text);
    struct { const int fixed; volatile int loose; int plain; } s = {1, 2, 3};
    s.loose++;
    s.plain = s.fixed + s.loose;
    const volatile long both = 5;
    printf("%d %ld\n", s.plain, both);
    register int i;
    for (i = 0; i < 3; i++);
    printf("%d\n", i);
    return 0;
}
