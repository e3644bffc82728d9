// Integer square root, fixed-point arithmetic, big numbers in arrays, Mandelbrot in integers.
#include <stdint.h>
#include <stdio.h>
typedef int32_t fix;
#define ONE (1 << 16)
static fix mul(fix a, fix b) { return (fix)((int64_t)a * b >> 16); }
static fix quo(fix a, fix b) { return (fix)(((int64_t)a << 16) / b); }
static uint32_t root(uint64_t n) { uint64_t r = 0, bit = 1ull << 62; while (bit > n) bit >>= 2; while (bit) { if (n >= r + bit) { n -= r + bit; r = (r >> 1) + bit; } else r >>= 1; bit >>= 2; } return (uint32_t)r; }
static void factorial(int n) { unsigned d[40] = {1}; int used = 1; for (int k = 2; k <= n; k++) { unsigned long carry = 0; for (int i = 0; i < used; i++) { carry += (unsigned long)d[i] * k; d[i] = carry % 1000000000; carry /= 1000000000; } if (carry) d[used++] = (unsigned)carry; } printf("%u", d[--used]); while (used--) printf("%09u", d[used]); printf("\n"); }
int main(void) {
    fix a = 3 * ONE / 2, b = -ONE / 4;
    printf("%d %d %d\n", mul(a, b), quo(a, b), mul(quo(ONE, 3 * ONE), 3 * ONE));
    printf("%u %u %u\n", root(2), root(1000000), root(UINT64_MAX));
    factorial(50);
    for (int y = -4; y <= 4; y++) {
        for (int x = -16; x <= 6; x++) {
            fix cr = x * ONE / 8, ci = y * ONE / 4, r = 0, i = 0;
            int n = 0;
            while (n < 20 && mul(r, r) + mul(i, i) < 4 * ONE) { fix t = mul(r, r) - mul(i, i) + cr; i = 2 * mul(r, i) + ci; r = t; n++; }
            putchar(" .:-=+*#%@"[n / 2 > 9 ? 9 : n / 2]);
        }
        putchar('|');
        putchar('\n');
    }
    return 0;
}
