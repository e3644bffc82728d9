// Between whole numbers and floating ones: truncation, precision of float, unsigned 64 bits, comparisons with NaN, promotions.
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>

static volatile double zero;
static float third(float x) { return x / 3; }
static unsigned long as_unsigned(double x) { return (unsigned long)x; }

int main(void) {
    printf("%d %d %d %d\n", (int)2.9, (int)-2.9, (int)2.9f, (int)(char)65.7);
    printf("%lu %lu\n", as_unsigned(1.8446744073709550e19), as_unsigned(9223372036854775808.0));
    printf("%.1f %.1f %.1f\n", (double)UINT64_MAX, (double)INT64_MIN, (double)(float)16777217);
    printf("%.9g %.9g %d\n", (double)third(1), (double)0.1f, 0.1f == 0.1);
    float sum = 0;
    double precise = 0;
    for (int i = 1; i <= 10000; i++) {
        sum += 1.0f / (float)i;
        precise += 1.0 / i;
    }
    printf("%.7f %.12f\n", (double)sum, precise);
    double nan = zero / zero, infinite = 1 / zero;
    printf("%d%d%d%d%d%d\n", nan == nan, nan != nan, nan < 1, nan > 1, !(nan <= 1), nan >= nan);
    printf("%d %d %d\n", infinite > DBL_MAX, -infinite < -DBL_MAX, isnan(infinite - infinite) != 0);
    printf("%d %d %g\n", zero == -zero, signbit(-zero) != 0, 1 / -zero);
    printf("%zu %zu %zu\n", sizeof(1.0f * 2), sizeof(1.0f * 2.0), sizeof('a' + 1.0f));
    int i = 7;
    i *= 1.5;
    i += 0.9;
    i /= 0.3f;
    printf("%d ", i);
    unsigned char c = 200;
    c *= 1.25;
    c -= 0.5;
    printf("%d ", c);
    double d = 10;
    d += i++ / 4;
    d = d++ + 1 > 5 ? d : -d;
    printf("%g\n", d);
    long big = 9007199254740993;
    printf("%d %d %.0f\n", (double)big == big - 1, (long)(double)big == big, (double)big + 1);
    printf("%d %d %d\n", 5 / 2 == 2.5, 5 / 2.0 == 2.5, !0.0 + !0.1);
    printf("%g %g %g\n", 1 ? 1 : 2.5, (double)(3 > 2.5 && 2.5f), -5 / 2 * 2.0);
    for (float x = 0; x < 0.5f; x += 0.1f) {
        printf("%.8f ", (double)x);
    }
    printf("\n%g %g %g %g\n", (double)FLT_MAX, (double)FLT_MIN, (double)FLT_EPSILON, DBL_EPSILON);
    return 0;
}
