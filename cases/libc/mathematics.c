// Functions of math.h.
#include <math.h>
#include <stdio.h>

int main(void) {
    double values[] = {0, 0.5, 1, -1, 2, 3.75, -2.5, 10, 100};
    for (int i = 0; i < 9; i++) {
        double x = values[i];
        printf("%g: %.12g %.12g %.12g %.12g %.12g %g %g %g %g\n", x, sin(x), cos(x), exp(x), atan(x), sqrt(fabs(x)), floor(x),
               ceil(x), round(x), fmod(x, 0.7));
    }
    printf("%.12g %.12g %.12g %.12g\n", pow(2, 0.5), pow(10, 5), log(10), log10(1000));
    printf("%g %g %d\n", hypot(3, 4), fmax(2, 3), isnan(sqrt(-1)));
    return 0;
}
