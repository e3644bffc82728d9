// FUTEX_WAIT_BITSET and FUTEX_WAKE_BITSET: only sleepers with a common bit wake.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int word, woken[4];

static void *sleeps(void *argument) {
    long number = (long)argument;
    syscall(SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE, 0, NULL, NULL, 1U << number);
    __atomic_store_n(&woken[number], 1, __ATOMIC_SEQ_CST);
    return NULL;
}

static void wake(unsigned bits) {
    long result = syscall(SYS_futex, &word, FUTEX_WAKE_BITSET_PRIVATE, 100, NULL, NULL, bits);
    usleep(40000);
    printf("bits %x: %ld woken, awake %d%d%d%d\n", bits, result, woken[0], woken[1], woken[2], woken[3]);
}

int main(void) {
    pthread_t threads[4];
    struct timespec until;
    for (long i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, sleeps, (void *)i);
    }
    usleep(40000);
    wake(0x10);
    wake(0x2);
    wake(0x9);
    printf("plain wake: %ld\n", syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 100, NULL, NULL, 0));
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    long result = syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, 0, NULL, NULL, 0);
    printf("no bits: %ld %s\n", result, strerror(errno));
    clock_gettime(CLOCK_MONOTONIC, &until);
    result = syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, 0, &until, NULL, 1);
    printf("a time that has passed: %ld %s\n", result, strerror(errno));
    clock_gettime(CLOCK_REALTIME, &until);
    result = syscall(SYS_futex, &word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 0, &until, NULL, 1);
    printf("by the other clock: %ld %s\n", result, strerror(errno));
    until.tv_nsec = -1;
    result = syscall(SYS_futex, &word, FUTEX_WAIT, 0, &until, NULL, 0);
    printf("a wrong time: %ld %s\n", result, strerror(errno));
    return 0;
}
