// Number literals: bases, suffixes and the types they get; floats in all spellings.
#include <stdio.h>
int main(void) {
    printf("%d %d %d %d\n", 42, 052, 0x2a, 0b101010);
    printf("%zu %zu %zu %zu %zu\n", sizeof 1, sizeof 1L, sizeof 2147483648, sizeof 0xffffffff, sizeof 1ull);
    printf("%d %d\n", 0xffffffff > 0, -2147483648 < 0);
    printf("%u %lu %llu\n", 4294967295u, 18446744073709551615ul, 0xffffffffffffffffull);
    printf("%g %g %g %g %g\n", 1., .5, 1e3, 1.5e-3, 0x1.8p3);
    printf("%zu %zu %.9g %.17g\n", sizeof 1.f, sizeof 1., 0.1f, 0.1);
    printf("%g %g %d\n", 1e308 * 10, -1e308 * 10, 1e-320 > 0);
    printf("%a %a\n", 1.0, 0.1);
    printf("%d\n", 1 == 1.0f && 'a' == 97L);
    printf("%ld %lu\n", 0x7fffffffffffffff, 01777777777777777777777 >> 1);
    printf("%.0f %.0f\n", 123456789012345678.0, 9007199254740993.0);
    return 0;
}
