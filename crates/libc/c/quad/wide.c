// Numbers of 128 bits.
#include <vitrine/quad.h>

struct __wide __wide_left(struct __wide x, int count) {
    if (count >= 64) {
        return (struct __wide){0, count >= 128 ? 0 : x.lo << (count - 64)};
    }
    if (count == 0) {
        return x;
    }
    return (struct __wide){x.lo << count, x.hi << count | x.lo >> (64 - count)};
}

struct __wide __wide_right_sticky(struct __wide x, int count) {
    unsigned long lost;
    if (count == 0) {
        return x;
    }
    if (count >= 128) {
        return (struct __wide){(x.lo | x.hi) != 0, 0};
    }
    if (count >= 64) {
        count -= 64;
        lost = x.lo | (count ? x.hi << (64 - count) : 0);
        return (struct __wide){x.hi >> count | (lost != 0), 0};
    }
    lost = x.lo << (64 - count);
    return (struct __wide){x.lo >> count | x.hi << (64 - count) | (lost != 0), x.hi >> count};
}

struct __wide __wide_add(struct __wide x, struct __wide y) {
    unsigned long lo = x.lo + y.lo;
    return (struct __wide){lo, x.hi + y.hi + (lo < x.lo)};
}

struct __wide __wide_subtract(struct __wide x, struct __wide y) {
    return (struct __wide){x.lo - y.lo, x.hi - y.hi - (x.lo < y.lo)};
}

int __wide_compare(struct __wide x, struct __wide y) {
    if (x.hi != y.hi) {
        return x.hi < y.hi ? -1 : 1;
    }
    return x.lo < y.lo ? -1 : x.lo > y.lo;
}

int __wide_highest(struct __wide x) {
    unsigned long word = x.hi ? x.hi : x.lo;
    int at = x.hi ? 64 : 0;
    if (word == 0) {
        return -1;
    }
    for (int step = 32; step; step /= 2) {
        if (word >> step) {
            word >>= step;
            at += step;
        }
    }
    return at;
}
