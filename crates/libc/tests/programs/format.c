// Conversions of printf over many values; the output must be glibc's.
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint64_t state = 88172645463325252UL;

static uint64_t next_bits(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static double any_double(void) {
    uint64_t bits = next_bits();
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void print_double(double value) {
    printf("%f %e %g %a\n", value, value, value, value);
    printf("%.17g %.0f %.3f %.1e %.30g %#g %#.0f\n", value, value, value, value, value, value, value);
    printf("[%20.5f] [%-20.3e] [%+020g] [% .2a] [%25.13A] [%G] [%E]\n", value, value, value, value, value, value, value);
}

int main(void) {
    const double special[] = {0.0,   -0.0,  0.5,    1.5,    2.5,   0.125,  1e23,     9.5,      0.1,    1e-5,       123456.5,
                              99999.95, 1e15, 1e16, 1e21, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308,
                              1.0 / 3, 100, 1000000, 10000000, 0.0001, 0.00001, INFINITY, -INFINITY};
    for (unsigned i = 0; i < sizeof special / sizeof *special; i++) {
        print_double(special[i]);
    }
    for (int i = 0; i < 1500; i++) {
        double value = any_double();
        if (value == value) {
            print_double(value);
        }
        print_double((double)(int64_t)next_bits() / 1000.0);
        print_double((double)(next_bits() % 100000) / 64.0);
    }
    printf("%.400f\n%.800f\n", 5e-324, 1.7976931348623157e308);
    const int widths[] = {0, 1, 5, 12};
    for (unsigned w = 0; w < 4; w++) {
        for (int p = -1; p < 8; p += 2) {
            for (int i = 0; i < 6; i++) {
                long value = i == 0 ? 0 : i == 1 ? -1 : (long)next_bits() >> (i * 10);
                printf("[%*.*ld] [%-*.*lx] [%+*.*ld] [%#*.*lo] [%0*ld] [%#*lX]\n", widths[w], p, value, widths[w], p, value,
                       widths[w], p, value, widths[w], p, value, widths[w], value, widths[w], value);
                printf("[%*.*d] [%hhd] [%hd] [%hhu] [%hu] [% d] [%zu] [%jd] [%td]\n", widths[w], p, (int)value, (char)value,
                       (short)value, (unsigned char)value, (unsigned short)value, (int)value, (size_t)value, (intmax_t)value,
                       (ptrdiff_t)value);
            }
            printf("[%*.*s] [%-*.*s] [%s] [%.3s] [%c] [%5c] [%-5c]\n", widths[w], p, "vitrine", widths[w], p, "vitrine",
                   (char *)0, (char *)0, 'x', 'y', 'z');
        }
    }
    int count;
    printf("abc%n|", &count);
    printf("%d %p %p %5p %%|%5%|%m\n", count, (void *)0, (void *)0x1234, (void *)16);
    char small[5];
    printf("%d", snprintf(small, sizeof small, "%s", "longer than that"));
    printf(" %s %d\n", small, snprintf(0, 0, "%d", 12345));
    printf("%.*f %-+8.2f| %08.3f %+.1f % f\n", 2, 3.14159, 2.5, -1.5, 0.05, 2.0);
    return 0;
}
