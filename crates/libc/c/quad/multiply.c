// x * y.
#include <vitrine/quad.h>

enum { LIMBS = 4 };

static void limbs_of(unsigned int limbs[LIMBS], struct __wide x) {
    limbs[0] = (unsigned int)x.lo;
    limbs[1] = (unsigned int)(x.lo >> 32);
    limbs[2] = (unsigned int)x.hi;
    limbs[3] = (unsigned int)(x.hi >> 32);
}

// The product has its highest bit at 224 or 225; what is kept of it begins there.
static struct __wide product(struct __wide x, struct __wide y, int *carries) {
    unsigned int a[LIMBS], b[LIMBS], sum[2 * LIMBS] = {0};
    limbs_of(a, x);
    limbs_of(b, y);
    for (int i = 0; i < LIMBS; i++) {
        unsigned long carry = 0;
        for (int j = 0; j < LIMBS; j++) {
            carry += (unsigned long)a[i] * b[j] + sum[i + j];
            sum[i + j] = (unsigned int)carry;
            carry >>= 32;
        }
        sum[i + LIMBS] = (unsigned int)carry;
    }
    struct __wide low = {sum[0] | (unsigned long)sum[1] << 32, sum[2] | (unsigned long)sum[3] << 32};
    struct __wide high = {sum[4] | (unsigned long)sum[5] << 32, sum[6] | (unsigned long)sum[7] << 32};
    *carries = (int)(high.hi >> 33 & 1);
    // Bits 224 - 115 and up, that is 109 of the lower half: 19 bits of it stay.
    struct __wide kept = __wide_left(high, 19);
    struct __wide rest = __wide_right_sticky(low, 109);
    kept.lo |= rest.lo;
    return *carries ? __wide_right_sticky(kept, 1) : kept;
}

long double __multf3(long double left, long double right) {
    struct __parts x, y;
    __quad_split(&x, left);
    __quad_split(&y, right);
    int sign = x.sign ^ y.sign, carries;
    if (x.class == QUAD_NAN || y.class == QUAD_NAN) {
        return __quad_nan();
    }
    if (x.class == QUAD_INFINITE || y.class == QUAD_INFINITE) {
        return x.class == QUAD_ZERO || y.class == QUAD_ZERO ? __quad_nan() : __quad_infinity(sign);
    }
    if (x.class == QUAD_ZERO || y.class == QUAD_ZERO) {
        return __quad_zero(sign);
    }
    struct __wide significand = product(x.significand, y.significand, &carries);
    return __quad_join(sign, x.exponent + y.exponent - QUAD_BIAS + carries, significand);
}
