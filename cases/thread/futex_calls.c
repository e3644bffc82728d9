// futex(2) by number without a second thread: values, alignment, timeouts, bit sets, unknown operations.
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { WAIT = 0, WAKE = 1, REQUEUE = 3, CMP_REQUEUE = 4, WAKE_OP = 5, LOCK_PI = 6, UNLOCK_PI = 7, TRYLOCK_PI = 8,
       WAIT_BITSET = 9, WAKE_BITSET = 10, PRIVATE = 128, REALTIME = 256 };

static uint32_t word = 5;
static uint32_t other = 7;

static void told(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "");
}

static long futex(void *at, int op, uint32_t value, void *timeout, void *second, uint32_t third) {
    return syscall(SYS_futex, at, op, value, timeout, second, third);
}

int main(void) {
    struct timespec time = {0, 1000000};
    struct timespec bad = {0, 1000000000};
    struct timespec past = {1, 0};
    told("other value", futex(&word, WAIT | PRIVATE, 6, NULL, NULL, 0));
    told("timeout", futex(&word, WAIT | PRIVATE, 5, &time, NULL, 0));
    told("timeout, shared", futex(&word, WAIT, 5, &time, NULL, 0));
    told("bad timeout", futex(&word, WAIT | PRIVATE, 6, &bad, NULL, 0));
    told("not aligned", futex((char *)&word + 1, WAIT | PRIVATE, 5, NULL, NULL, 0));
    told("nowhere", futex((void *)8, WAIT | PRIVATE, 5, NULL, NULL, 0));
    told("nowhere, shared", futex((void *)8, WAKE, 1, NULL, NULL, 0));
    told("absolute past", futex(&word, WAIT_BITSET | PRIVATE, 5, &past, NULL, 1));
    told("absolute past, realtime", futex(&word, WAIT_BITSET | PRIVATE | REALTIME, 5, &past, NULL, 1));
    told("no bits", futex(&word, WAIT_BITSET | PRIVATE, 5, &past, NULL, 0));
    told("wake no bits", futex(&word, WAKE_BITSET | PRIVATE, 1, NULL, NULL, 0));
    told("wake nobody", futex(&word, WAKE | PRIVATE, 1, NULL, NULL, 0));
    told("requeue nobody", futex(&word, REQUEUE | PRIVATE, 1, (void *)1, &other, 0));
    told("cmp_requeue, other value", futex(&word, CMP_REQUEUE | PRIVATE, 1, (void *)1, &other, 6));
    told("requeue, negative", futex(&word, REQUEUE | PRIVATE, -1, (void *)1, &other, 0));
    told("wake_op add 3 if > 6", futex(&word, WAKE_OP | PRIVATE, 1, (void *)1, &other, 1U << 28 | 4U << 24 | 3U << 12 | 6));
    printf("other word: %u\n", other);
    told("unknown", futex(&word, 77 | PRIVATE, 0, NULL, NULL, 0));
    told("realtime wake", futex(&word, WAKE | REALTIME, 1, NULL, NULL, 0));
    word = 0;
    told("lock_pi", futex(&word, LOCK_PI | PRIVATE, 0, NULL, NULL, 0));
    printf("owner is me: %d\n", word == (uint32_t)getpid());
    told("lock_pi again", futex(&word, LOCK_PI | PRIVATE, 0, NULL, NULL, 0));
    told("trylock_pi", futex(&word, TRYLOCK_PI | PRIVATE, 0, NULL, NULL, 0));
    told("unlock_pi", futex(&word, UNLOCK_PI | PRIVATE, 0, NULL, NULL, 0));
    told("unlock_pi again", futex(&word, UNLOCK_PI | PRIVATE, 0, NULL, NULL, 0));
    word = 99999;
    told("lock_pi of nobody", futex(&word, LOCK_PI | PRIVATE, 0, NULL, NULL, 0));
    return 0;
}
