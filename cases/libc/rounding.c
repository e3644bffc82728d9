// Rounding to integers: five ways, at halves and below zero.
#include <math.h>
#include <stdio.h>

int main(void) {
    double values[] = {2.5, -2.5, 3.5, 0.49999999999999994, -0.2, 1e17};
    for (int i = 0; i < 6; i++) {
        double x = values[i];
        printf("%g: %g %g %g %g %g %ld\n", x, floor(x), ceil(x), trunc(x), round(x), rint(x), lround(x));
    }
    double whole, part = modf(-3.75, &whole);
    int exponent;
    double fraction = frexp(40.0, &exponent);
    printf("%g %g, %g * 2^%d, %g\n", whole, part, fraction, exponent, ldexp(0.625, 6));
    return 0;
}
