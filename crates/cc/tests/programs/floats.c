// float and double: arithmetic, conversions, comparisons, arguments beyond the registers.
#include <stdio.h>

static double many(double a, float b, int c, double d, float e, double f, double g, double h, double i, double j, float k, int l) {
    return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8 + i * 9 + j * 10 + k * 11 + l * 12;
}
static float halve(float x) { return x / 2; }
static double root(double x) {
    double guess = x;
    for (int i = 0; i < 30; i++) guess = (guess + x / guess) / 2;
    return guess;
}

int main(void) {
    double zero = 0.0, inf = 1 / zero, nan = zero / zero;
    printf("%g %g %g\n", inf, -inf, 0.1 + 0.2);
    printf("%d %d %d %d %d %d\n", nan == nan, nan != nan, nan < 1, nan >= 1, !(nan < 1), inf > 1e300);
    if (nan < 1) printf("less\n"); else printf("not less\n");
    while (!(zero >= 3)) zero += 1.5;
    printf("%g\n", zero);
    float f = 16777216.0f;
    f += 1;
    printf("%.1f %.10f %.10f\n", f, (double)0.1f, (double)halve(0.3f));
    printf("%.3f\n", many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    long big = 1L << 60;
    unsigned long huge = 0xfffffffffffff000;
    printf("%.1f %.1f %ld %d %lu\n", (double)big, (double)huge, (long)1e15, (int)-7.9, (unsigned long)1.5e19);
    printf("%d %d %u\n", (char)65.7, (short)-3.5, (unsigned)3e9);
    int i = 3;
    i *= 2.5;
    float g = 1;
    g /= 3;
    double h = g;
    h -= i;
    printf("%d %.7f %.7f %.15f\n", i, g, h, root(2));
    printf("%d %d %d\n", !0.0, !1e-300, 0.5 && 2.0);
    double a[3] = {1, 2.5, [2] = -4}, *p = a;
    p++;
    *p++ += 1;
    printf("%g %g %g %g\n", a[0], a[1], *p, -*p);
    printf("%g %g %a %g\n", 1e10, 123456789.0, 1.0, 0x1.8p3);
    unsigned char small = 200;
    printf("%g %g\n", small * 1.5, (small > 100 ? 1 : 2.5));
    return 0;
}
