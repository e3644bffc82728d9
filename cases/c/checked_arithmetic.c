// Arithmetic that never overflows: checks before the operation, saturation, wide products.
#include <limits.h>
#include <stdint.h>
#include <stdio.h>

static int add_fits(int a, int b) { return b > 0 ? a <= INT_MAX - b : a >= INT_MIN - b; }

static int multiply_fits(int a, int b) {
    long product = (long)a * b;
    return product <= INT_MAX && product >= INT_MIN;
}

static int16_t saturated(int16_t a, int16_t b) {
    int sum = a + b;
    return (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum);
}

// The high word of a product of 64-bit numbers.
static uint64_t high_product(uint64_t a, uint64_t b) {
    uint64_t al = (uint32_t)a, ah = a >> 32, bl = (uint32_t)b, bh = b >> 32;
    uint64_t middle = ah * bl + (al * bl >> 32);
    return ah * bh + (middle >> 32) + (((uint32_t)middle + al * bh) >> 32);
}

static uint32_t average(uint32_t a, uint32_t b) { return (a & b) + ((a ^ b) >> 1); }

int main(void) {
    int samples[] = {0, 1, -1, 46340, 46341, -46341, INT_MAX, INT_MIN, INT_MAX / 2, INT_MIN / 2};
    int n = sizeof samples / sizeof *samples;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            printf("%d%d", add_fits(samples[i], samples[j]), multiply_fits(samples[i], samples[j]));
        }
        printf("\n");
    }
    printf("%d %d %d\n", saturated(30000, 10000), saturated(-30000, -10000), saturated(-100, 50));
    printf("%lx %lx\n", (unsigned long)high_product(-1UL, -1UL), (unsigned long)high_product(0x123456789ABCDEF, 0xFEDCBA987654321));
    printf("%u %u\n", average(UINT_MAX, UINT_MAX - 2), average(5, 8));
    printf("%d %d %d %d\n", -7 / 2, -7 % 2, 7 / -2, 7 % -2);
    printf("%d %u %ld\n", -1 >> 1, -1u >> 1, -1L >> 63);
    printf("%d %d\n", (int)(signed char)200, (int)(short)70000);
    return 0;
}
