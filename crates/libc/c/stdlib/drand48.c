// The 48-bit linear congruential generator of POSIX.
#include <stdlib.h>

static unsigned long state;

static unsigned long step(void) {
    state = (state * 0x5DEECE66DUL + 0xB) & 0xFFFFFFFFFFFFUL;
    return state;
}

void srand48(long seed) {
    state = ((unsigned long)seed & 0xFFFFFFFFUL) << 16 | 0x330E;
}

double drand48(void) {
    return (double)step() / 281474976710656.0;
}

long lrand48(void) {
    return (long)(step() >> 17);
}

long mrand48(void) {
    return (int)(step() >> 16);
}
