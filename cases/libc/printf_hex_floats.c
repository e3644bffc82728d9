// %a and %g at their corners: precision, flags, rounding, subnormal numbers, the switch between the two forms of %g.
#include <float.h>
#include <math.h>
#include <stdio.h>

int main(void) {
    double values[] = {0, -0.0, 1, 0.1, -2.5, 1e300, DBL_MAX, DBL_MIN, DBL_MIN / 8, 0x1.fffp0, 0x1.8p-3};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        printf("%a %A %.0a %.3a %20.2a|%-14a|%+a\n", values[i], values[i], values[i], values[i], values[i], values[i], values[i]);
    }
    printf("%020a %#.0a % a\n", 1.5, 2.0, 3.0);
    double corners[] = {100000, 999999, 999998.5, 1000000, 0.0001, 0.00001, 0.000099999999, 123456789, 1e-5, 0.5, 1e15};
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) {
        printf("%g %G %#g %.3g %.10g %.0g %15.4g|%-12g|\n", corners[i], corners[i], corners[i], corners[i], corners[i],
               corners[i], corners[i], corners[i]);
    }
    printf("%g %g %f %e %5.1f|%-6F|%06f\n", INFINITY, -INFINITY, NAN, INFINITY, INFINITY, INFINITY, -INFINITY);
    printf("%.0f %.0f %.0f %.0f %.1f %.2f\n", 0.5, 1.5, 2.5, -0.5, 0.25, 1.005);
    printf("%.20e\n%.30f\n%.17g\n", 0.1, 0.1, 0.1);
    printf("%+.3e % .3e %010.2e %#.0e %#.0f\n", 12345.678, 12345.678, 12345.678, 5.0, 5.0);
    return 0;
}
