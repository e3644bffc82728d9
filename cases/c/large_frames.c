// Large locals: offsets that do not fit into an instruction, deep inside structs and arrays.
#include <stdio.h>
#include <string.h>
struct block { char pad[3000]; int value; short list[1000]; };
static int use(struct block b, int at) { b.list[at]++; return b.value + b.list[at]; }
static struct block make(int v) { struct block b; memset(&b, 0, sizeof b); b.value = v; b.list[999] = (short)v; return b; }
int main(void) {
    int before = 1;
    char big[10000];
    struct block blocks[3];
    long after = 2;
    double d = 0.5;
    for (int i = 0; i < 10000; i++) big[i] = (char)(i % 251);
    for (int i = 0; i < 3; i++) blocks[i] = make(i + 40);
    blocks[2].list[500] = -3;
    blocks[1] = blocks[2];
    int sum = 0;
    for (int i = 0; i < 10000; i += 97) sum += big[i];
    printf("%d %d %ld %g\n", sum, before, after, d);
    printf("%d %d %d %d\n", blocks[0].value, blocks[1].value, blocks[1].list[500], use(blocks[2], 999));
    int *p = &blocks[0].value;
    *p += 2;
    blocks[0].value <<= 1;
    blocks[0].list[0]--;
    printf("%d %d %d\n", *p, blocks[0].list[0], big[9999]);
    return 0;
}
