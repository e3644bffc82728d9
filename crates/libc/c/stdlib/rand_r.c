#include <stdlib.h>

// Three steps of a linear congruential generator give 11 + 10 + 10 bits, as in glibc.
int rand_r(unsigned *seed) {
    unsigned next = *seed;
    unsigned result = 0;
    for (int i = 0; i < 3; i++) {
        next = next * 1103515245 + 12345;
        unsigned bits = next / 65536;
        result = i == 0 ? bits % 2048 : result << 10 ^ bits % 1024;
    }
    *seed = next;
    return (int)result;
}
