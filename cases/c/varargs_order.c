// Which arguments come from registers and which from the stack, behind different numbers of named ones.
#include <stdarg.h>
#include <stdio.h>

static long one(int a, ...) { va_list p; va_start(p, a); long s = a; for (int i = 0; i < 9; i++) s = s * 3 + va_arg(p, long); va_end(p); return s; }
static long three(int a, double b, long c, ...) { va_list p; va_start(p, c); long s = a + (long)b + c; for (int i = 0; i < 7; i++) s = s * 3 + va_arg(p, long); va_end(p); return s; }
static long nine(long a, long b, long c, long d, long e, long f, long g, long h, long i, ...) {
    va_list p;
    va_start(p, i);
    long s = a + b + c + d + e + f + g + h + i;
    s = s * 3 + va_arg(p, int);
    s = s * 3 + (long)va_arg(p, double);
    va_end(p);
    return s;
}
static double doubles(double a, double b, ...) {
    va_list p;
    va_start(p, b);
    double s = a + b;
    for (int i = 0; i < 10; i++) s = s * 2 + va_arg(p, double);
    va_end(p);
    return s;
}

int main(void) {
    printf("%ld\n", one(1, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L));
    printf("%ld\n", three(1, 2.0, 3, 4L, 5L, 6L, 7L, 8L, 9L, 10L));
    printf("%ld\n", nine(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11.0));
    printf("%g\n", doubles(1, 2, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0));
    long (*p)(int, ...) = one;
    printf("%ld\n", p(0, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L));
    return 0;
}
