// Sine and cosine of any angle: the multiples of pi/2 are taken off first, exactly enough for the largest double.
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <vitrine/pair.h>

// sin r = r (1 - r²/3! + …), cos r = 1 - r²/2! + …
void __sine_cosine_small(struct __pair r, struct __pair *sine, struct __pair *cosine) {
    enum { TERMS = 12 };
    struct __pair odd[TERMS];
    struct __pair even[TERMS];
    struct __pair square = __pair_multiply(r, r);
    for (int i = 0; i < TERMS; i++) {
        double sign = i % 2 == 0 ? 1 : -1;
        even[i] = __pair_make(sign * __inverse_factorials[2 * i].high, sign * __inverse_factorials[2 * i].low);
        odd[i] = __pair_make(sign * __inverse_factorials[2 * i + 1].high, sign * __inverse_factorials[2 * i + 1].low);
    }
    *sine = __pair_multiply(__pair_polynomial(odd, TERMS, square), r);
    *cosine = __pair_polynomial(even, TERMS, square);
}

// Cody and Waite: pi/2 in three doubles, of which the first two products are kept exact.
static struct __pair reduce_moderate(double angle, int *quarter) {
    double k = rint(angle * 0.6366197723675814);
    struct __pair r = __pair_subtract(__pair_make(angle, 0), __pair_product(k, 1.5707963267948966));
    r = __pair_subtract(r, __pair_product(k, 6.123233995736766e-17));
    r = __pair_subtract(r, __pair_make(k * -1.4973849048591698e-33, 0));
    *quarter = (int)((long)k & 3);
    return r;
}

// Payne and Hanek: of angle × 2/pi only the last two bits before the point and what follows matter, so only the bits of 2/pi
// that reach them are multiplied.
static struct __pair reduce_large(double angle, int *quarter) {
    static const uint32_t two_over_pi[] = {
        0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041,
        0xfe5163ab, 0xdebbc561, 0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c,
        0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484, 0xe99c7026, 0xb45f7e41,
        0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f,
        0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d,
        0x7527bac7, 0xebe5f17b, 0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08,
        0x56033046, 0xfc7b6bab,
    };
    enum { WORDS = 7 };
    int exponent;
    uint64_t significand = (uint64_t)ldexp(frexp(fabs(angle), &exponent), 53);
    exponent -= 53;
    // The bit of 2/pi with weight 2^(1 - exponent) is the first that counts; round down to whole words.
    int first = exponent < 3 ? 0 : (exponent - 2) / 32;
    uint32_t product[WORDS + 2] = {0};
    uint64_t carry_low = 0;
    uint64_t carry_high = 0;
    for (int i = WORDS - 1; i >= 0; i--) {
        carry_low += (significand & 0xFFFFFFFFUL) * two_over_pi[first + i];
        carry_high += (significand >> 32) * two_over_pi[first + i];
        uint64_t low = carry_low & 0xFFFFFFFFUL;
        uint64_t sum = low + product[i + 2];
        product[i + 2] = (uint32_t)sum;
        carry_low = (carry_low >> 32) + (sum >> 32) + (carry_high & 0xFFFFFFFFUL);
        carry_high >>= 32;
    }
    product[1] = (uint32_t)carry_low;
    product[0] = (uint32_t)((carry_low >> 32) + carry_high);
    // product is an integer; its unit is 2^(exponent - 32 (first + WORDS)).
    int point = 32 * (first + WORDS) - exponent;
    double value = 0;
    double low_value = 0;
    unsigned turns = 0;
    for (int i = 0; i < WORDS + 2; i++) {
        int weight = 32 * (WORDS + 1 - i) - point;
        if (weight >= 2) {
            continue;
        }
        uint64_t word = product[i];
        if (weight > -32) {
            // Part of this word lies before the point.
            turns += (unsigned)(weight >= 0 ? word << weight : word >> -weight) & 3;
            word = weight >= 0 ? 0 : word & ((1UL << -weight) - 1);
        }
        struct __pair sum = __pair_sum(value, ldexp((double)word, weight));
        value = sum.high;
        low_value += sum.low;
    }
    if (value >= 0.5) {
        value -= 1;
        turns++;
    }
    struct __pair r = __pair_multiply(__pair_sum(value, low_value), __pair_make(1.5707963267948966, 6.123233995736766e-17));
    *quarter = (int)(turns & 3);
    if (angle < 0) {
        *quarter = -*quarter & 3;
        r = __pair_make(-r.high, -r.low);
    }
    return r;
}

void __sine_cosine_pair(double angle, struct __pair *sine, struct __pair *cosine) {
    int quarter = 0;
    struct __pair r = {angle, 0};
    struct __pair s;
    struct __pair c;
    if (fabs(angle) > 1073741824.0) {
        r = reduce_large(angle, &quarter);
    } else if (fabs(angle) > 0.7) {
        r = reduce_moderate(angle, &quarter);
    }
    __sine_cosine_small(r, &s, &c);
    struct __pair negative_s = {-s.high, -s.low};
    struct __pair negative_c = {-c.high, -c.low};
    *sine = quarter == 0 ? s : quarter == 1 ? c : quarter == 2 ? negative_s : negative_c;
    *cosine = quarter == 0 ? c : quarter == 1 ? negative_s : quarter == 2 ? negative_c : s;
}
