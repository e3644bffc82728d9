// What is behind the macros of CPU_SET(3).
#include <sched.h>
#include <stdlib.h>
#include <string.h>

int __sched_cpucount(size_t size, const cpu_set_t *set) {
    int count = 0;
    for (size_t cpu = 0; cpu < size * 8; cpu++) {
        count += (int)(set->__bits[cpu / 64] >> cpu % 64 & 1);
    }
    return count;
}

int __sched_cpuequal(size_t size, const cpu_set_t *one, const cpu_set_t *other) {
    return memcmp(one, other, size) == 0;
}

void __sched_cpucombine(size_t size, cpu_set_t *to, const cpu_set_t *one, const cpu_set_t *other, int how) {
    for (size_t i = 0; i < size / 8; i++) {
        unsigned long a = one->__bits[i];
        unsigned long b = other->__bits[i];
        to->__bits[i] = how == 0 ? a & b : how == 1 ? a | b : a ^ b;
    }
}

cpu_set_t *__sched_cpualloc(size_t count) {
    return malloc(CPU_ALLOC_SIZE(count));
}

void __sched_cpufree(cpu_set_t *set) {
    free(set);
}

void __sched_cpuzero(size_t size, cpu_set_t *set) {
    memset(set, 0, size);
}
