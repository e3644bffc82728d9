// random and rand: the additive feedback generator x^31 + x^3 + 1 with glibc's seeding, so that a program that prints
// rand() prints what it prints on Linux.
#include <errno.h>
#include <stdlib.h>

enum { DEGREE = 31, SEPARATION = 3 };
static int table[DEGREE];
static int front = SEPARATION;
static int rear;
static int seeded;

void srandom(unsigned seed) {
    // Park and Miller's minimal standard generator fills the table.
    long value = seed == 0 ? 1 : (int)seed;
    table[0] = (int)value;
    for (int i = 1; i < DEGREE; i++) {
        value = 16807 * (value % 127773) - 2836 * (value / 127773);
        if (value < 0) {
            value += 2147483647;
        }
        table[i] = (int)value;
    }
    front = SEPARATION;
    rear = 0;
    seeded = 1;
    for (int i = 0; i < DEGREE * 10; i++) {
        random();
    }
}

long random(void) {
    if (!seeded) {
        srandom(1);
    }
    unsigned sum = (unsigned)table[front] + (unsigned)table[rear];
    table[front] = (int)sum;
    front = front + 1 == DEGREE ? 0 : front + 1;
    rear = rear + 1 == DEGREE ? 0 : rear + 1;
    return sum >> 1;
}

void srand(unsigned seed) {
    srandom(seed);
}

int rand(void) {
    return (int)random();
}
