// __builtin_add_overflow and its relatives, with operands and results of all integer types.
#include <limits.h>
#include <stdint.h>
#include <stdio.h>

#define TRY(T, A, B, a, b)                                                                           \
    do {                                                                                             \
        T sum, difference, product;                                                                  \
        A x = (A)(a);                                                                                \
        B y = (B)(b);                                                                                \
        int s = __builtin_add_overflow(x, y, &sum), d = __builtin_sub_overflow(x, y, &difference);   \
        int p = __builtin_mul_overflow(x, y, &product);                                              \
        hash = hash * 31 + s * 4 + d * 2 + p;                                                        \
        hash = hash * 31 + (unsigned long)sum + (unsigned long)difference * 3;                       \
        hash = hash * 31 + (unsigned long)product;                                                   \
        counts[0] += s, counts[1] += d, counts[2] += p;                                              \
        counts[3] += __builtin_add_overflow_p(x, y, (T)0) == s && __builtin_mul_overflow_p(x, y, (T)0) == p; \
    } while (0)

#define RESULTS(A, B, a, b)                                                                          \
    TRY(signed char, A, B, a, b);                                                                    \
    TRY(unsigned char, A, B, a, b);                                                                  \
    TRY(short, A, B, a, b);                                                                          \
    TRY(unsigned short, A, B, a, b);                                                                 \
    TRY(int, A, B, a, b);                                                                            \
    TRY(unsigned, A, B, a, b);                                                                       \
    TRY(long, A, B, a, b);                                                                           \
    TRY(unsigned long, A, B, a, b)

static const long samples[] = {0, 1, -1, 2, -2, 100, -100, 127, 128, -128, -129, 255, 256, 32767, -32768, 65535, 46341,
                               INT_MAX, INT_MIN, UINT_MAX, 1L << 32, LONG_MAX, LONG_MIN, LONG_MAX / 2, -3037000500};
enum { SAMPLES = sizeof samples / sizeof samples[0] };

#define OPERANDS(A, B)                                                                               \
    do {                                                                                             \
        unsigned long hash = 0;                                                                      \
        int counts[4] = {0};                                                                         \
        for (int i = 0; i < SAMPLES; i++) {                                                          \
            for (int j = 0; j < SAMPLES; j++) {                                                      \
                RESULTS(A, B, samples[i], samples[j]);                                               \
            }                                                                                        \
        }                                                                                            \
        printf("%s, %s: %d %d %d, %d, %lx\n", #A, #B, counts[0], counts[1], counts[2], counts[3], hash); \
    } while (0)

static int calls;
static int next(void) { return ++calls; }

int main(void) {
    OPERANDS(int, int);
    OPERANDS(unsigned, unsigned);
    OPERANDS(int, unsigned);
    OPERANDS(long, long);
    OPERANDS(unsigned long, unsigned long);
    OPERANDS(long, unsigned long);
    OPERANDS(unsigned long, long);
    OPERANDS(unsigned char, short);
    OPERANDS(_Bool, int);

    int i;
    long l;
    long long ll;
    unsigned u;
    unsigned long ul;
    unsigned long long ull;
    int failed = __builtin_sadd_overflow(INT_MAX, 1, &i);
    printf("%d %d\n", failed, i);
    failed = __builtin_ssub_overflow(INT_MIN, 1, &i);
    printf("%d %d\n", failed, i);
    failed = __builtin_smul_overflow(46341, 46341, &i);
    printf("%d %d\n", failed, i);
    failed = __builtin_saddl_overflow(LONG_MAX, 1, &l);
    printf("%d %ld\n", failed, l);
    failed = __builtin_ssubll_overflow(-5, 3, &ll);
    printf("%d %lld\n", failed, ll);
    failed = __builtin_smulll_overflow(1LL << 40, 1LL << 30, &ll);
    printf("%d %lld\n", failed, ll);
    failed = __builtin_uadd_overflow(UINT_MAX, 2, &u);
    printf("%d %u\n", failed, u);
    failed = __builtin_usub_overflow(1, 2, &u);
    printf("%d %u\n", failed, u);
    failed = __builtin_umull_overflow(1UL << 33, 1UL << 31, &ul);
    printf("%d %lu\n", failed, ul);
    failed = __builtin_umulll_overflow(3, 5, &ull);
    printf("%d %llu\n", failed, ull);
    // Each operand is evaluated once, and the result may be one of them.
    i = 5;
    failed = __builtin_add_overflow(next(), i, &i);
    printf("%d %d %d\n", failed, i, calls);
    int numbers[3] = {1, INT_MAX, 3};
    failed = __builtin_mul_overflow(numbers[0] + next(), numbers[1] + next() - 3, &numbers[next() - 3]);
    printf("%d %d %d %d, %d\n", failed, numbers[0], numbers[1], numbers[2], calls);
    if (__builtin_add_overflow(i, 1, &i) || !__builtin_mul_overflow(i, INT_MAX, &i)) {
        puts("never");
    }
    size_t total = 0;
    printf("%d %zu\n", (int)__builtin_mul_overflow((size_t)1 << 62, sizeof(int), &total), total);
    return 0;
}
