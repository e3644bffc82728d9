// Loops: all three kinds, empty parts, nested break and continue, declarations in them, unusual counters.
#include <stdio.h>
int main(void) {
    for (int i = 0; ; i++) { if (i == 3) break; printf("%d", i); }
    int n = 3;
    for (; n; ) printf("%d", n--);
    do { n++; if (n == 2) continue; printf("(%d)", n); } while (n < 4);
    printf("\n");
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            if (j == 1) continue;
            if (i == 2) break;
            printf("%d%d ", i, j);
        }
        int k = 0;
        while (1) if (++k > i) break;
        printf("k%d ", k);
    }
    printf("\n");
    unsigned char c;
    int steps = 0;
    for (c = 250; c >= 250 || c < 3; c++) steps++;
    printf("%d %d\n", c, steps);
    for (double x = 0; x < 1; x += 0.25) printf("%g ", x);
    for (const char *p = "walk"; *p; p++) printf("%c.", *p);
    for (struct { int a, b; } s = {0, 10}; s.a < s.b; s.a += 3, s.b--) printf(" %d-%d", s.a, s.b);
    printf("\n");
    long f = 1;
    for (int i = 2; i <= 20; i++) f *= i;
    printf("%ld\n", f);
    unsigned x = 27, length = 0;
    while (x != 1) { x = x % 2 ? 3 * x + 1 : x / 2; length++; }
    printf("%u\n", length);
    int count = 0;
    for (int i = 10; i --> 0; ) count += i;
    printf("%d\n", count);
    return 0;
}
