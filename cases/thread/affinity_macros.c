// CPU_SET and its relatives.
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>

int main(void) {
    cpu_set_t a, b, c;
    CPU_ZERO(&a);
    CPU_ZERO(&b);
    CPU_SET(0, &a);
    CPU_SET(5, &a);
    CPU_SET(1023, &a);
    CPU_SET(5, &b);
    CPU_SET(6, &b);
    printf("count %d, 5 %d, 6 %d\n", CPU_COUNT(&a), CPU_ISSET(5, &a) != 0, CPU_ISSET(6, &a) != 0);
    CPU_AND(&c, &a, &b);
    printf("and %d", CPU_COUNT(&c));
    CPU_OR(&c, &a, &b);
    printf(" or %d", CPU_COUNT(&c));
    CPU_XOR(&c, &a, &b);
    printf(" xor %d equal %d\n", CPU_COUNT(&c), CPU_EQUAL(&a, &b) != 0);
    CPU_CLR(1023, &a);
    printf("cleared %d\n", CPU_COUNT(&a));
    cpu_set_t *large = CPU_ALLOC(2000);
    size_t size = CPU_ALLOC_SIZE(2000);
    CPU_ZERO_S(size, large);
    CPU_SET_S(1999, size, large);
    printf("size %zu count %d set %d\n", size, CPU_COUNT_S(size, large), CPU_ISSET_S(1999, size, large) != 0);
    CPU_FREE(large);
    printf("own mask has a CPU: %d\n", sched_getaffinity(0, sizeof a, &a) == 0 && CPU_COUNT(&a) > 0);
    printf("bad: %d\n", sched_getaffinity(0, 1, &a));
    return 0;
}
