// Binary128, the format of long double: what the compiler's calls (__addtf3 and so on, named as in libgcc) are made of.
#ifndef _VITRINE_QUAD_H
#define _VITRINE_QUAD_H

// 128 bits, the lower half first as in memory.
struct __wide {
    unsigned long lo;
    unsigned long hi;
};

union __quad {
    long double value;
    struct __wide bits;
};

// A number taken apart: value = (-1)^sign * significand * 2^(exponent - 16383 - 112), where the significand of a number that is
// not zero has its highest bit at 112, as if the exponent had no least value.
struct __parts {
    int sign;
    int class;
    int exponent;
    struct __wide significand;
};

enum { QUAD_ZERO, QUAD_FINITE, QUAD_INFINITE, QUAD_NAN };
enum { QUAD_BIAS = 16383, QUAD_MOST = 0x7fff, QUAD_GUARD = 3 };
#define QUAD_SIGN (1UL << 63)
#define QUAD_HIDDEN (1UL << 48)

void __quad_split(struct __parts *parts, long double value);
// The significand has QUAD_GUARD bits below the last place, of which the lowest stands for all that follow; its highest bit is
// at 112 + QUAD_GUARD. Rounds to the nearest, ties to even.
long double __quad_join(int sign, int exponent, struct __wide significand);
long double __quad_nan(void);
long double __quad_infinity(int sign);
long double __quad_zero(int sign);

struct __wide __wide_left(struct __wide x, int count);
// What is shifted out is left in the lowest bit.
struct __wide __wide_right_sticky(struct __wide x, int count);
struct __wide __wide_add(struct __wide x, struct __wide y);
struct __wide __wide_subtract(struct __wide x, struct __wide y);
// Less than 0, 0, or more.
int __wide_compare(struct __wide x, struct __wide y);
// The number of the highest bit that is set; -1 of zero.
int __wide_highest(struct __wide x);
#endif
