// More arguments than registers, of mixed kinds, nested calls among them, through pointers.
#include <stdio.h>
static long ints(int a, long b, char c, short d, unsigned e, long f, int g, int h, int i, char j, long k, short l) { return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + 12 * l; }
static double reals(double a, float b, double c, double d, float e, double f, double g, double h, double i, float j) { return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j; }
static double both(int a, double b, int c, float d, long e, double f, char g, double h, int i, double j, int k, float l, int m, double n, int o, double p, int q, double r, int s, float t) {
    return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8 + i * 9 + j * 10 + k * 11 + l * 12 + m * 13 + n * 14 + o * 15 + p * 16 + q * 17 + r * 18 + s * 19 + t * 20;
}
static int id(int x) { return x; }
int main(void) {
    printf("%ld\n", ints(-1, 2, 3, -4, 5, 6, 7, 8, -9, 10, 11, -12));
    printf("%g\n", reals(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    printf("%g\n", both(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20));
    printf("%ld\n", ints(id(1), id(2), id(3), id(id(4)), id(5), id(6) + id(7), id(8) * id(9), id(10), id(11), id(12), id(13) - id(14), id(15)));
    double (*p)(double, float, double, double, float, double, double, double, double, float) = reals;
    printf("%g\n", p(id(10), id(9), 8.5, 7, 6, 5, 4, id(3), 2, reals(0, 0, 0, 0, 0, 0, 0, 0, 0, 1)));
    printf("%d %d %d %d %d %d %d %d %d %g %c %s\n", 1, 2, 3, 4, 5, 6, 7, 8, id(9), 10.5, 'c', "s");
    return 0;
}
