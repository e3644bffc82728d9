// float and double: arithmetic, conversions, comparisons.
#include <stdio.h>

static double average(const double *values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += values[i];
    }
    return sum / count;
}

int main(void) {
    double values[] = {1.5, 2.25, -3.75, 1e10};
    float f = 0.1f;
    printf("%.17g %.9g %d\n", average(values, 4), f, f == 0.1);
    printf("%d %d %u %ld\n", (int)3.99, (int)-3.99, (unsigned)3e9, (long)-1e18);
    printf("%g %g %g\n", 7 / 2 * 1.0, 7 / 2.0, (double)(float)16777217);
    printf("%d %d %d\n", 0.1 + 0.2 == 0.3, 1.0 / 0.0 > 1e308, -0.0 == 0.0);
    unsigned long big = 0xFFFFFFFFFFFFF800u;
    printf("%.1f %.1f\n", (double)big, (double)(long)big);
    return 0;
}
