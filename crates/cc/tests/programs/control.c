// Statements: loops, switch in all shapes, goto, nested breaks, recursion, short circuit.
#include <stdio.h>

static int calls;
static int count(int v) { calls++; return v; }

static const char *name(int v) {
    switch (v) {
    case 0: return "zero";
    case 1: case 2: return "few";
    case 3: ; // falls through
    case 4: calls += 100;
    default: return "many";
    case -5: return "minus";
    case 1000: return "thousand";
    case 20 ... 29: return "twenties";
    }
}

static int dense(int v) {
    switch (v) { case 10: return 1; case 11: return 2; case 12: return 3; case 13: return 4; case 15: return 6; case 16: return 7; }
    return -1;
}

static int sparse(unsigned long v) {
    switch (v) { case 1: return 1; case 100: return 2; case 10000: return 3; case 1000000: return 4; case 100000000: return 5;
                 case 0xffffffffffffffff: return 6; case 10000000000: return 7; }
    return 0;
}

static long ackermann(long m, long n) {
    return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

// Duff's device: cases inside a loop.
static int duff(int n) {
    int sum = 0, i = n;
    if (n == 0) return 0;
    int rounds = (n + 3) / 4;
    switch (n % 4) {
    case 0: do { sum += i--;
    case 3:      sum += i--;
    case 2:      sum += i--;
    case 1:      sum += i--;
            } while (--rounds > 0);
    }
    return sum;
}

int main(void) {
    for (int i = -6; i < 32; i++) printf("%s ", name(i));
    printf("%s %d\n", name(1000), calls);
    for (int i = 8; i < 19; i++) printf("%d ", dense(i));
    unsigned long keys[] = {1, 2, 100, 10000, 1000000, 100000000, -1, 10000000000, 7};
    for (int i = 0; i < 9; i++) printf("%d ", sparse(keys[i]));
    printf("\n%ld %d %d\n", ackermann(2, 5), duff(10), duff(7));
    calls = 0;
    int r = (count(0) && count(1)) + (count(1) || count(0)) * 2 + (count(1) && !count(0)) * 4;
    printf("%d %d\n", r, calls);
    for (int i = 0; i < 5; i++) {
        for (int j = 0; ; j++) {
            if (j == i) break;
            if ((i + j) % 2) continue;
            printf("%d%d ", i, j);
        }
    }
    int n = 0;
again:
    if (n++ < 3) goto again;
    do n += 2; while (n < 10);
    while (1) { if (n > 20) goto out; n++; }
out:
    printf("\n%d %d\n", n, (n, 5));
    int shadow = 1;
    { int shadow = 2; { extern int puts(const char *); int shadow = 3; printf("%d", shadow); } printf("%d", shadow); }
    printf("%d\n", shadow);
    int pick = ({ int t = shadow + 41; t; });
    printf("%d %d\n", pick, pick ?: 9);
    return n & 0x7f;
}
