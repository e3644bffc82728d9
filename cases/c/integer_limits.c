// Limits of types from the headers, wrap-around of unsigned ones, the ranges of shifts, minimum values divided.
#include <limits.h>
#include <stdint.h>
#include <stddef.h>
#include <stdio.h>
int main(void) {
    printf("%d %d %d %d %d\n", SCHAR_MIN, SCHAR_MAX, UCHAR_MAX, SHRT_MIN, USHRT_MAX);
    printf("%d %d %u %ld %ld %lu\n", INT_MIN, INT_MAX, UINT_MAX, LONG_MIN, LONG_MAX, ULONG_MAX);
    printf("%lld %llu %d\n", LLONG_MIN, ULLONG_MAX, CHAR_BIT);
    printf("%ld %lu %td %zu\n", INT64_MAX, UINT64_MAX, (ptrdiff_t)PTRDIFF_MAX, (size_t)SIZE_MAX);
    printf("%d %d %d %d\n", INT8_MIN, INT16_MAX, INT32_MIN, UINT8_MAX);
    unsigned u = UINT_MAX;
    u++;
    unsigned char c = UCHAR_MAX;
    c++;
    uint64_t w = 0;
    w--;
    printf("%u %d %d\n", u, c, w == UINT64_MAX);
    printf("%d %d\n", INT_MIN / 2, INT_MIN % 7);
    printf("%d %ld\n", 1 << 30, 1L << 62);
    printf("%u %lu\n", 1u << 31, 1ul << 63);
    printf("%d %d\n", INT_MAX >> 30, INT_MIN >> 31);
    printf("%zu %zu %zu %zu\n", sizeof(int8_t), sizeof(int_least16_t), sizeof(intmax_t), sizeof(intptr_t));
    int8_t i8 = INT8_MAX;
    i8 += 1;
    int16_t i16 = (int16_t)40000;
    printf("%d %d\n", i8, i16);
    printf("%d %d\n", (int)(UINT32_C(4000000000) / 7), INT64_C(1) << 40 > 1);
    return 0;
}
