// The exact decimal digits of a floating-point number. m × 2^e with e < 0 is m × 5^-e / 10^-e, so big integers suffice.
#include <stdint.h>
#include <string.h>
#include <vitrine/format.h>

// Base 10^9, least significant first.
enum { LIMB = 1000000000, FIVE_TO_13 = 1220703125 };
struct big {
    int count;
    uint32_t *limbs;
};

// big * factor + carry
static void multiply_add(struct big *big, uint32_t factor, uint64_t carry) {
    for (int i = 0; i < big->count; i++) {
        carry += (uint64_t)big->limbs[i] * factor;
        big->limbs[i] = (uint32_t)(carry % LIMB);
        carry /= LIMB;
    }
    while (carry > 0) {
        big->limbs[big->count++] = (uint32_t)(carry % LIMB);
        carry /= LIMB;
    }
}

static void multiply(struct big *big, uint32_t factor) {
    multiply_add(big, factor, 0);
}

static void multiply_power(struct big *big, uint32_t base, uint32_t chunk, int chunk_power, int power) {
    for (; power >= chunk_power; power -= chunk_power) {
        multiply(big, chunk);
    }
    uint32_t rest = 1;
    for (; power > 0; power--) {
        rest *= base;
    }
    multiply(big, rest);
}

static void take_digits(struct __decimal *decimal, const struct big *big, int after_point) {
    unsigned char *to = decimal->digits;
    for (int i = big->count - 1; i >= 0; i--) {
        uint32_t limb = big->limbs[i];
        for (int k = 8; k >= 0; k--) {
            to[k] = (unsigned char)(limb % 10);
            limb /= 10;
        }
        to += 9;
    }
    int count = big->count * 9;
    int leading = 0;
    while (leading < count && decimal->digits[leading] == 0) {
        leading++;
    }
    memmove(decimal->digits, decimal->digits + leading, (size_t)(count - leading));
    decimal->count = count - leading;
    decimal->point = decimal->count - after_point;
}

static void drop_trailing_zeros(struct __decimal *decimal) {
    while (decimal->count > 0 && decimal->digits[decimal->count - 1] == 0) {
        decimal->count--;
    }
}

void __decimal_from(struct __decimal *decimal, const struct __binary *value, uint32_t *limbs) {
    uint64_t hi = value->hi, lo = value->lo;
    int exponent = value->exponent;
    struct big big = {0, limbs};
    if (value->class == BINARY_ZERO) {
        decimal->count = 0;
        decimal->point = 1;
        return;
    }
    while (exponent < 0 && !(lo & 1)) {
        lo = lo >> 1 | hi << 63;
        hi >>= 1;
        exponent++;
    }
    for (int shift = 112; shift >= 0; shift -= 16) {
        uint64_t part = shift >= 64 ? hi >> (shift - 64) : lo >> shift;
        multiply_add(&big, 1U << 16, part & 0xffff);
    }
    if (exponent >= 0) {
        multiply_power(&big, 2, 1U << 29, 29, exponent);
        take_digits(decimal, &big, 0);
    } else {
        multiply_power(&big, 5, FIVE_TO_13, 13, -exponent);
        take_digits(decimal, &big, -exponent);
    }
    drop_trailing_zeros(decimal);
}

static int rounds_up(const struct __decimal *decimal, long keep) {
    int digit = decimal->digits[keep];
    if (digit != 5 || keep + 1 < decimal->count) {
        return digit >= 5;
    }
    return keep > 0 && (decimal->digits[keep - 1] & 1);
}

void __decimal_round(struct __decimal *decimal, long keep) {
    if (keep >= decimal->count) {
        return;
    }
    if (keep < 0) {
        decimal->count = 0;
        decimal->point = 1;
        return;
    }
    int up = rounds_up(decimal, keep);
    decimal->count = (int)keep;
    if (up) {
        while (decimal->count > 0 && decimal->digits[decimal->count - 1] == 9) {
            decimal->count--;
        }
        if (decimal->count > 0) {
            decimal->digits[decimal->count - 1]++;
        } else {
            decimal->digits[decimal->count++] = 1;
            decimal->point++;
        }
    }
    drop_trailing_zeros(decimal);
    if (decimal->count == 0) {
        decimal->point = 1;
    }
}
