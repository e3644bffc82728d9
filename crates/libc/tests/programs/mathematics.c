// Functions of math.h over many arguments, to 13 digits: the last ones are not the same in every careful library.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint64_t state = 42;

static uint64_t next_bits(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static double between(double low, double high) {
    return low + (high - low) * ((double)(next_bits() >> 11) / 9007199254740992.0);
}

// Thirteen significant digits hide the last bits.
static void show(const char *name, double x, double value) {
    printf("%s(%.17g) = %.13g\n", name, x, value);
}

static void edges(void) {
    double values[] = {0.0, -0.0, 1, -1, 2, 0.5, 10, 1000, 1e-300, 1e300, INFINITY, -INFINITY, 1e22, 3.0e10, 5e-324, 709.7, 710, -745, -746};
    for (unsigned i = 0; i < sizeof values / sizeof *values; i++) {
        double x = values[i];
        int e;
        double whole;
        show("floor", x, floor(x));
        show("ceil", x, ceil(x));
        show("exp", x, exp(x));
        show("log2", x, x < 0 ? 0 : log2(x));
        show("log10", x, x < 0 ? 0 : log10(x));
        show("cbrt", x, cbrt(x));
        show("tanh", x, tanh(x));
        show("atan", x, atan(x));
        show("sin", x, isinf(x) ? 0 : sin(x));
        show("pow", x, pow(x, 3));
        show("pow", x, pow(x, -2));
        show("pow", x, pow(x, 0.5));
        show("pow", x, pow(2, x));
        show("atan2", x, atan2(x, -1));
        show("atan2", x, atan2(1, x));
        show("hypot", x, hypot(x, 3));
        show("fmin", x, fmin(x, NAN));
        show("frexp", x, frexp(isinf(x) ? 1 : x, &e));
        show("modf", x, modf(x, &whole));
        show("whole", e, whole);
    }
}

static void rounding(void) {
    for (int i = -40; i <= 40; i++) {
        double x = i / 8.0;
        printf("%g: %g %g %g %g %g %ld %ld\n", x, floor(x), ceil(x), trunc(x), round(x), rint(x), lround(x), lrint(x));
        printf("%g %g %g\n", fmod(x, 1.75), fmod(x * 1e20, 0.7), remainder(x, 1.5));
    }
    printf("%.17g %.17g %.17g\n", ldexp(0.75, -1074), ldexp(1.5, 1023), ldexp(3, -1075));
}

int main(void) {
    edges();
    rounding();
    for (int i = 0; i < 300; i++) {
        double x = between(-30, 30);
        double y = between(0, 50);
        double unit = between(-1, 1);
        double large = between(-1e9, 1e9) * 1e4;
        show("exp", x, exp(x));
        show("expm1", unit / 100, expm1(unit / 100));
        show("log", y, log(y));
        show("log", 1 + unit / 1000, log(1 + unit / 1000));
        show("log1p", unit / 3, log1p(unit / 3));
        show("log10", y, log10(y));
        show("pow", y, pow(y, x));
        show("sin", x, sin(x));
        show("cos", x, cos(x));
        show("tan", x, tan(x));
        show("sin", large, sin(large));
        show("cos", large * 1e200, cos(large * 1e200));
        show("asin", unit, asin(unit));
        show("acos", unit, acos(unit));
        show("atan", x, atan(x));
        show("atan2", x, atan2(x, unit));
        show("sinh", x, sinh(x));
        show("cosh", x, cosh(x));
        show("tanh", x, tanh(x / 10));
        show("sqrt", y, sqrt(y));
        show("cbrt", x, cbrt(x));
        show("hypot", x, hypot(x, y));
        show("fmod", large, fmod(large, y));
        show("sqrtf", y, sqrtf((float)y));
    }
    return 0;
}
