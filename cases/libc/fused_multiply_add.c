// fma and fmaf round once: the difference from x * y + z shows at cancellation, near the ends of the range and in between.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void show(double x, double y, double z) {
    printf("%a * %a + %a = %a\n", x, y, z, fma(x, y, z));
}

static void show_float(float x, float y, float z) {
    printf("%a * %a + %a = %a\n", (double)x, (double)y, (double)z, (double)fmaf(x, y, z));
}

static uint64_t state = 88172645463325252u;

static uint64_t next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

// A double whose exponent is near that of 1.
static double any(int spread) {
    double x = (double)(next() >> 11) * 0x1p-53 + 0.5;
    x = ldexp(x, (int)(next() % (2u * (unsigned)spread)) - spread);
    return next() & 1 ? -x : x;
}

static uint64_t mixed(uint64_t sum, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (sum ^ bits) * 1099511628211u;
}

int main(void) {
    show(2, 3, 4);
    show(0x1.0000000000001p0, 0x1.fffffffffffffp-1, -1);
    show(0.1, 10, -1);
    show(0x1p600, 0x1p600, -INFINITY);
    show(0x1.fffffffffffffp1023, 2, -0x1.fffffffffffffp1023);
    show(0x1p1000, 0x1p100, 1);
    show(0x1p-600, 0x1p-500, 0x1p-1074);
    show(0x1p-600, -0x1p-500, 0x1p-1074);
    show(0x1.8p-538, 0x1p-537, 0);
    show(0x1p-538, 0x1p-537, 0);
    show(0x1.8p-537, 0x1p-537, 0x1p-1074);
    show(3, -4, 12);
    show(-0.0, 5, -0.0);
    show(-0.0, 5, 0.0);
    show(1, 0x1p-60, 1);
    show(1, -0x1p-60, 1);
    show(0x1.0000000000001p0, 0x1p-53, 1);
    show_float(0x1.000002p0f, 0x1.fffffep-1f, -1);
    show_float(0x1p-80f, 0x1p-60f, 1);
    show_float(0x1p-100f, 0x1p-49f, 0x1p-149f);
    show_float(16777217, 3, 0.25f);
    show_float(0x1.fffffep127f, 2, -0x1.fffffep127f);
    uint64_t sum = 14695981039346656037u;
    for (int i = 0; i < 3000; i++) {
        double x = any(3), y = any(3);
        sum = mixed(sum, fma(x, y, any(40)));
        sum = mixed(sum, fma(x, y, -x * y));
        sum = mixed(sum, fma(x, 0x1p-1040, any(3) * 0x1p-1040));
        sum = mixed(sum, fmaf((float)x, (float)y, (float)any(30)));
        sum = mixed(sum, fmaf((float)x, (float)y, -(float)x * (float)y));
    }
    printf("%016lx\n", (unsigned long)sum);
    return 0;
}
