// Atomic objects and builtins, thread-local storage, alignment.
#include <stdio.h>

static _Atomic int counter;
static _Atomic unsigned char tiny = 250;
static _Thread_local int own = 7;
static _Thread_local long zeroed[4];
_Alignas(64) static char line[64];

int main(void) {
    counter = 5;
    counter++;
    counter += 10;
    int before = counter--;
    counter ^= 3;
    tiny += 10;
    printf("%d %d %d\n", before, counter, tiny);
    int plain = 1;
    long wide = 100;
    short half[2] = {1, 2};
    printf("%d ", plain);
    printf("%d %d ", __atomic_fetch_add(&plain, 4, __ATOMIC_SEQ_CST), __atomic_add_fetch(&plain, 4, __ATOMIC_SEQ_CST));
    printf("%ld %ld ", __sync_fetch_and_or(&wide, 27), __sync_sub_and_fetch(&wide, 1));
    printf("%d ", __atomic_exchange_n(&half[1], -9, __ATOMIC_ACQ_REL));
    printf("%d %d\n", half[0], half[1]);
    int expected = 8;
    _Bool done = __atomic_compare_exchange_n(&plain, &expected, 77, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
    printf("%d %d %d ", done, expected, plain);
    done = __atomic_compare_exchange_n(&plain, &expected, 77, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
    printf("%d %d %d ", done, expected, plain);
    printf("%d %d\n", __sync_bool_compare_and_swap(&half[0], 1, 5), __sync_val_compare_and_swap(&half[0], 1, 6));
    own += 3;
    zeroed[2] = own;
    printf("%d %ld %ld %d\n", own, zeroed[2], zeroed[3], (int)((unsigned long)line % 64));
    __atomic_store_n(&wide, 9, __ATOMIC_RELEASE);
    printf("%ld %d %d %d\n", __atomic_load_n(&wide, __ATOMIC_ACQUIRE), __builtin_popcount(0xf0f1), __builtin_ctzl(1UL << 40), __builtin_clz(1));
    printf("%x %lx %d\n", __builtin_bswap32(0x12345678), __builtin_bswap64(0x1122334455667788), _Generic(wide, int: 1, long: 2, default: 3));
    return 0;
}
