// Structs by value down and up a recursion: every call has its own copy, and sizes around the register limits.
#include <stdio.h>

struct pair { int low, high; };
struct triple { long a, b, c; };
struct mixed { double weight; int count; };
struct bytes { unsigned char data[13]; };

static struct pair range(struct pair given, int depth) {
    if (depth == 0) {
        return given;
    }
    struct pair left = {given.low, (given.low + given.high) / 2};
    struct pair right = {left.high + 1, given.high};
    struct pair got = depth % 2 ? range(left, depth - 1) : range(right, depth - 1);
    got.low += left.low - given.low;
    got.high += depth;
    return got;
}

static struct triple sum(struct triple t, int n) {
    if (n == 0) {
        return t;
    }
    struct triple next = {t.b, t.c, t.a + t.b + t.c};
    struct triple deep = sum(next, n - 1);
    t.a = deep.a - t.a;
    t.b = deep.b + t.b;
    t.c = deep.c;
    return t;
}

static struct mixed average(struct mixed so_far, const double *values, int n) {
    if (n == 0) {
        return so_far;
    }
    struct mixed next = {(so_far.weight * so_far.count + *values) / (so_far.count + 1), so_far.count + 1};
    return average(next, values + 1, n - 1);
}

static struct bytes rotated(struct bytes b, int by) {
    if (by == 0) {
        return b;
    }
    struct bytes next;
    for (int i = 0; i < 13; i++) {
        next.data[i] = b.data[(i + 1) % 13];
    }
    return rotated(next, by - 1);
}

int main(void) {
    struct pair p = range((struct pair){0, 1000}, 6);
    printf("%d %d\n", p.low, p.high);
    struct triple t = sum((struct triple){1, 2, 3}, 20);
    printf("%ld %ld %ld\n", t.a, t.b, t.c);
    double values[] = {1, 2, 4, 8, 16};
    struct mixed m = average((struct mixed){0, 0}, values, 5);
    printf("%.3f %d\n", m.weight, m.count);
    struct bytes b = {"abcdefghijkl"};
    b.data[12] = 'm';
    struct bytes r = rotated(b, 5);
    printf("%.13s %.13s\n", (char *)r.data, (char *)b.data);
    printf("%d\n", range(range((struct pair){5, 50}, 2), 3).high);
    return 0;
}
