// x * y + z, rounded once (C11 7.12.13.1): the product of two significands has 106 bits, so the sum is formed in 128 bits whose
// last one stands for all that is cut off.
#include <math.h>
#include <stdint.h>
#include <string.h>

// The value is (high * 2^64 + low) * 2^exponent.
struct wide {
    uint64_t high;
    uint64_t low;
    int exponent;
};

static uint64_t significand(double x, int *exponent) {
    int power;
    double fraction = frexp(fabs(x), &power);
    *exponent = power - 53;
    return (uint64_t)ldexp(fraction, 53);
}

static struct wide shifted_left(struct wide a, int count) {
    if (count >= 64) {
        a.high = a.low << (count - 64);
        a.low = 0;
    } else if (count > 0) {
        a.high = a.high << count | a.low >> (64 - count);
        a.low <<= count;
    }
    a.exponent -= count;
    return a;
}

// Bits that fall off the end leave a one in the last place.
static struct wide shifted_right(struct wide a, int count) {
    uint64_t lost = 0;
    a.exponent += count;
    if (count >= 128) {
        lost = a.high | a.low;
        a.high = a.low = 0;
    } else if (count >= 64) {
        lost = a.low | (count > 64 ? a.high << (128 - count) : 0);
        a.low = a.high >> (count - 64);
        a.high = 0;
    } else if (count > 0) {
        lost = a.low << (64 - count);
        a.low = a.low >> count | a.high << (64 - count);
        a.high >>= count;
    }
    a.low |= lost != 0;
    return a;
}

static struct wide product(double x, double y) {
    int x_exponent, y_exponent;
    uint64_t a = significand(x, &x_exponent);
    uint64_t b = significand(y, &y_exponent);
    uint64_t a_low = a & 0xFFFFFFFF, a_high = a >> 32, b_low = b & 0xFFFFFFFF, b_high = b >> 32;
    uint64_t middle = a_high * b_low + (a_low * b_low >> 32);
    uint64_t other = a_low * b_high + (middle & 0xFFFFFFFF);
    struct wide result = {a_high * b_high + (middle >> 32) + (other >> 32), a * b, x_exponent + y_exponent};
    return result;
}

static int is_less(struct wide a, struct wide b) {
    return a.high < b.high || (a.high == b.high && a.low < b.low);
}

static struct wide sum(struct wide a, struct wide b) {
    a.low += b.low;
    a.high += b.high + (a.low < b.low);
    return a;
}

static struct wide difference(struct wide a, struct wide b) {
    a.high -= b.high + (a.low < b.low);
    a.low -= b.low;
    return a;
}

// To nearest, ties to even; numbers below 2^-1022 have fewer bits.
static double rounded(struct wide a) {
    while (!(a.high >> 63)) {
        a = shifted_left(a, 1);
    }
    uint64_t bits = a.high | (a.low != 0);
    int exponent = a.exponent + 64;
    int dropped = exponent + 63 < -1022 ? 11 - 1022 - (exponent + 63) : 11;
    if (dropped > 64) {
        return 0;
    }
    uint64_t kept = dropped == 64 ? 0 : bits >> dropped;
    uint64_t rest = dropped == 64 ? bits : bits & ((1UL << dropped) - 1);
    uint64_t half = 1UL << (dropped - 1);
    kept += rest > half || (rest == half && (kept & 1));
    return ldexp((double)kept, exponent + dropped);
}

double fma(double x, double y, double z) {
    if (isinf(z) && isfinite(x) && isfinite(y)) {
        return z;
    }
    if (!isfinite(x) || !isfinite(y) || !isfinite(z) || x == 0 || y == 0) {
        return x * y + z;
    }
    int negative = signbit(x) != signbit(y);
    struct wide large = shifted_left(product(x, y), 20);
    if (z == 0) {
        return negative ? -rounded(large) : rounded(large);
    }
    struct wide small = {0, 0, 0};
    small.low = significand(z, &small.exponent);
    small = shifted_left(small, 73);
    int subtracts = negative != (signbit(z) != 0);
    int distance = large.exponent - small.exponent;
    if (distance >= 0) {
        small = shifted_right(small, distance);
    } else {
        large = shifted_right(large, -distance);
    }
    if (!subtracts) {
        large = sum(large, small);
    } else if (is_less(large, small)) {
        large = difference(small, large);
        negative = !negative;
    } else {
        large = difference(large, small);
    }
    if ((large.high | large.low) == 0) {
        return 0;
    }
    return negative ? -rounded(large) : rounded(large);
}

// A product of floats is exact as a double. The sum is rounded to odd there, so that the second rounding decides as if it were
// the only one.
float fmaf(float x, float y, float z) {
    double product = (double)x * y;
    double total = product + z;
    if (!isfinite(total)) {
        return (float)total;
    }
    double added = total - product;
    double lost = (product - (total - added)) + (z - added);
    uint64_t bits;
    memcpy(&bits, &total, sizeof bits);
    if (lost != 0 && !(bits & 1)) {
        bits += (lost > 0) == (total > 0) ? 1 : -1UL;
        memcpy(&total, &bits, sizeof total);
    }
    return (float)total;
}
