// long double where its precision does not show: numbers that x86's 80 bits hold exactly, too.
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct sample {
    char name[8];
    long double value;
};

static long double table[] = {1, 0.5L, -2.25, 0x1p-20L, 3e9L};
static struct sample samples[2] = {{"one", 1.0L}, {"many", 1e15L}};

static long double total(int count, ...) {
    va_list arguments;
    va_start(arguments, count);
    long double sum = 0;
    while (count-- > 0) {
        sum += va_arg(arguments, long double);
    }
    va_end(arguments);
    return sum;
}

static struct sample doubled(struct sample sample) {
    sample.value *= 2;
    return sample;
}

static long double power(long double base, unsigned exponent) {
    return exponent == 0 ? 1 : exponent % 2 ? base * power(base, exponent - 1) : power(base * base, exponent / 2);
}

static int by_value(const void *a, const void *b) {
    long double x = *(const long double *)a, y = *(const long double *)b;
    return (x > y) - (x < y);
}

int main(void) {
    printf("%zu %zu %zu\n", sizeof(long double), _Alignof(long double), sizeof(struct sample));
    qsort(table, 5, sizeof *table, by_value);
    for (int i = 0; i < 5; i++) {
        printf("%Lg %.3Lf %Le %LG\n", table[i], table[i], table[i], -table[i]);
    }
    printf("%Lf\n", total(4, 1.5L, 2.25L, (long double)7, -0.125L));
    printf("%s %.1Lf\n", doubled(samples[1]).name, doubled(samples[1]).value);
    printf("%.0Lf %.0Lf\n", power(2, 62), power(3, 20));
    long double x = 10, *p = &x;
    x += 2.5, x -= 1, x *= 4, x /= 8;
    printf("%Lg", x);
    printf(" %Lg", (*p)++);
    printf(" %Lg", ++*p);
    printf(" %Lg\n", -x--);
    int i = 7;
    i *= 1.5L;
    unsigned long large = 1UL << 63;
    long double wide = large;
    printf("%d %Lf %lu %d\n", i, wide, (unsigned long)wide, (int)-2.75L);
    double d = 2.5;
    float f = 0.25f;
    printf("%Lf %f %f\n", d + 1.0L * f, (double)(x / 2), (double)(float)x);
    printf("%d%d%d%d%d%d\n", x < 6, x > 6, x <= x, x >= 7, x == 5.75L, x != 5.75L);
    printf("%s %s %d %d\n", x ? "yes" : "no", !x ? "yes" : "no", x && 0.0L, 0.0L || x);
    printf("%Lg %Lg %Lg %Lg\n", floorl(-2.5L), ceill(2.25L), truncl(-7.75L), roundl(2.5L));
    printf("%Lg %Lg %Lg %Lg\n", fmodl(17.5L, 4), sqrtl(2.25L), fabsl(-3), fmaxl(1, 2));
    int exponent;
    long double whole, part = modfl(12.375L, &whole);
    printf("%Lg %Lg %Lg", part, whole, frexpl(40, &exponent));
    printf(" %d %Lg\n", exponent, ldexpl(0.75L, 4));
    printf("%Lg %Lg %d\n", strtold("1048576.5", NULL), strtold("-0x1.8p3", NULL), sscanf("6.25", "%Lf", &x));
    printf("%Lg %d %d %Lf %Lf\n", x, isinf((long double)INFINITY) != 0, isnan((long double)NAN) != 0, (long double)INFINITY,
           -(long double)INFINITY);
    printf("%d %d\n", _Generic(x + 1, long double: 1, default: 0), _Generic(1.0L * d, long double: 1, default: 0));
    static const long double constant = (1.5L + 2) * 2 - 1 / 4.0L;
    printf("%Lg %zu\n", constant, sizeof(char[(int)(constant + 0.25L)]));
    return 0;
}
