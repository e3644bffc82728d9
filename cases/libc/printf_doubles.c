// Floating point in all dresses, exact to the last digit.
#include <math.h>
#include <stdio.h>

int main(void) {
    double values[] = {0, -0.0, 1, 0.1, 0.5, 1.5, 2.5, 1e15, 123456789.125, 1e-7, 1.0 / 3, 1e300, 5e-324, 99999.995, INFINITY, -INFINITY};
    for (int i = 0; i < 16; i++) {
        double v = values[i];
        printf("%f %.0f %.2f %e %.3e %g %G %.10g %a\n", v, v, v, v, v, v, v, v, v);
        printf("[%12.4f] [%-12.4f] [%+.1f] [%012.3f] [% g] [%.20f]\n", v, v, v, v, v, v);
    }
    printf("%s\n", isnan(NAN) ? "nan" : "?");
    return 0;
}
