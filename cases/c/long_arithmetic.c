// 64-bit arithmetic: products, quotients, shifts and remainders of all signs, constants that need several instructions.
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
static uint64_t rotate(uint64_t x, int n) { return x << n | x >> (64 - n); }
static uint64_t mulhi(uint64_t a, uint64_t b) {
    uint64_t al = (uint32_t)a, ah = a >> 32, bl = (uint32_t)b, bh = b >> 32;
    uint64_t m = ah * bl + (al * bl >> 32), n = al * bh + (uint32_t)m;
    return ah * bh + (m >> 32) + (n >> 32);
}
int main(void) {
    int64_t values[] = {0, 1, -1, 7, -7, 1000000007, -1234567890123, INT64_MAX, INT64_MIN + 1};
    int64_t sum = 0;
    for (unsigned i = 0; i < 9; i++)
        for (unsigned j = 1; j < 9; j++) {
            sum += values[i] / values[j] + 3 * (values[i] % values[j]);
            sum ^= values[i] >> (j * 7);
            sum += (uint64_t)values[i] / (uint64_t)values[j] % 1000;
        }
    printf("%ld\n", sum);
    printf("%lx %lx\n", rotate(0x123456789abcdef0, 20), mulhi(0xdeadbeefcafebabe, 0x123456789abcdef1));
    printf("%ld %ld %ld\n", -7L / 2, -7L % 2, -8L >> 1);
    for (int power = 1; power <= 4096; power *= 16) printf("%d %d %d ", -1000 / power, -1000 % power, 1000u / power);
    printf("\n%lx %lx\n", ~0UL << 63, ~0UL >> 63);
    printf("%d %u %ld\n", INT_MIN, UINT_MAX, LONG_MIN);
    uint32_t h = 2166136261u;
    for (const char *p = "hash me"; *p; p++) h = (h ^ (unsigned char)*p) * 16777619u;
    printf("%u\n", h);
    uint64_t x = 88172645463325252u;
    for (int i = 0; i < 5; i++) { x ^= x << 13; x ^= x >> 7; x ^= x << 17; printf("%lu ", x % 1000); }
    printf("\n%d\n", (int)(0x80000000 % 1000) + (int)(0xffffffffu / 3 % 100));
    return 0;
}
