// float and double: arithmetic, comparisons with NaN and infinities, rounding to float, as arguments.
#include <float.h>
#include <math.h>
#include <stdio.h>
static float single(float a, float b) { return a * b + 1; }
static double mixed(int i, float f, long l, double d, unsigned u) { return i + f * l - d / u; }
int main(void) {
    volatile double zero = 0;
    double inf = 1 / zero, nan = zero / zero;
    printf("%d %d %d %d %d\n", inf > DBL_MAX, -inf < 0, nan == nan, nan != nan, nan < 1 || nan >= 1);
    printf("%d %d %d\n", !(nan > 0), isnan(nan) != 0, isinf(inf) != 0);
    float third = 1.0f / 3;
    printf("%.9f %.9f %d\n", third, 1.0 / 3, third == 1.0 / 3);
    printf("%.9g %.9g\n", single(0.1f, 0.2f), (double)0.1f * 0.2f + 1);
    printf("%g\n", mixed(-1, 0.5f, 1L << 33, 7, 2u));
    float sum = 0;
    for (int i = 0; i < 10; i++) sum += 0.1f;
    double dsum = 0;
    for (int i = 0; i < 10; i++) dsum += 0.1;
    printf("%.9g %.17g %d %d\n", sum, dsum, sum == 1.0f, dsum == 1.0);
    printf("%g %g %g\n", FLT_EPSILON, DBL_EPSILON, FLT_MAX);
    double d = 5;
    d++;
    d -= 0.5;
    d *= d;
    d = -d;
    printf("%g %d %d\n", d, d ? 1 : 0, !d);
    float f = 16777216;
    f++;
    printf("%.0f %d\n", f, (int)(f / 3));
    printf("%g %g %g\n", fabs(-2.5), sqrt(2.25), floor(-0.5));
    double list[] = {3, 1, 2};
    double best = list[0];
    for (int i = 1; i < 3; i++) best = list[i] < best ? list[i] : best;
    printf("%g %d\n", best, (zero == -zero) && 1 / -zero < 0);
    return 0;
}
