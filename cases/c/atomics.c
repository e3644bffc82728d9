// _Atomic objects, stdatomic.h and gcc's builtins, in one thread: every operation's result.
#include <stdatomic.h>
#include <stdio.h>

struct node { int value; struct node *next; };
static _Atomic(struct node *) top;
static atomic_int counter = 5;

static void push(struct node *n) {
    struct node *old = atomic_load(&top);
    do n->next = old; while (!atomic_compare_exchange_weak(&top, &old, n));
}

int main(void) {
    printf("%d", atomic_fetch_add(&counter, 3)); printf(" %d\n", counter);
    printf("%d", atomic_fetch_sub(&counter, 1)); printf(" %d\n", atomic_load(&counter));
    printf("%d", atomic_fetch_or(&counter, 16)); printf(" %d\n", atomic_exchange(&counter, 100));
    printf("%d", atomic_fetch_and(&counter, 36)); printf(" %d\n", atomic_fetch_xor(&counter, 5));
    int expected = 33;
    printf("%d", atomic_compare_exchange_strong(&counter, &expected, 1));
    printf(" %d\n", expected);
    expected = 7;
    printf("%d", atomic_compare_exchange_strong(&counter, &expected, 1));
    printf(" %d %d\n", expected, counter);
    counter = 7;
    counter *= 6;
    counter /= 4;
    counter <<= 3;
    counter %= 50;
    int then = counter++; printf("%d %d\n", then, counter); printf("%d\n", --counter);
    _Atomic unsigned char byte = 250;
    byte += 10;
    _Atomic short half = -1;
    half -= 5;
    _Atomic long wide = 1;
    wide <<= 40;
    printf("%d %d %ld\n", byte, half, wide);
    struct node a = {1, 0}, b = {2, 0};
    push(&a);
    push(&b);
    printf("%d %d\n", atomic_load(&top)->value, atomic_load(&top)->next->value);
    atomic_flag flag = ATOMIC_FLAG_INIT;
    int first = atomic_flag_test_and_set(&flag), second = atomic_flag_test_and_set(&flag);
    atomic_flag_clear(&flag);
    printf("%d %d %d\n", first, second, atomic_flag_test_and_set(&flag));
    int plain = 10;
    printf("%d", __sync_fetch_and_add(&plain, 5)); printf(" %d\n", __sync_add_and_fetch(&plain, 5));
    printf("%d", __sync_bool_compare_and_swap(&plain, 20, 21)); printf(" %d\n", __sync_val_compare_and_swap(&plain, 20, 22));
    printf("%d", __atomic_fetch_nand(&plain, 3, __ATOMIC_SEQ_CST)); printf(" %d\n", __atomic_load_n(&plain, __ATOMIC_ACQUIRE));
    long l = 5, out;
    __atomic_store_n(&l, 9, __ATOMIC_RELEASE);
    __atomic_load(&l, &out, __ATOMIC_RELAXED);
    printf("%ld %ld\n", out, __atomic_exchange_n(&l, 4, __ATOMIC_ACQ_REL));
    atomic_thread_fence(memory_order_seq_cst);
    printf("%d %d\n", atomic_is_lock_free(&counter), (int)sizeof(atomic_long));
    return 0;
}
