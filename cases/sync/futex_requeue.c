// FUTEX_CMP_REQUEUE: one sleeper wakes, the others move to another word, silently; a changed value is EAGAIN.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int first = 7, second, woken;

static void *sleeps(void *argument) {
    syscall(SYS_futex, &first, FUTEX_WAIT_PRIVATE, 7, NULL, NULL, 0);
    __atomic_add_fetch(&woken, 1, __ATOMIC_SEQ_CST);
    return argument;
}

static int settled(void) {
    usleep(40000);
    return __atomic_load_n(&woken, __ATOMIC_SEQ_CST);
}

int main(void) {
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, sleeps, NULL);
    }
    usleep(40000);
    long result = syscall(SYS_futex, &first, FUTEX_CMP_REQUEUE_PRIVATE, 1, (void *)100L, &second, 8);
    printf("wrong value: %ld %s\n", result, strerror(errno));
    result = syscall(SYS_futex, &first, FUTEX_CMP_REQUEUE_PRIVATE, 1, (void *)2L, &second, 7);
    printf("one woken, two moved: %ld, awake %d\n", result, settled());
    printf("on the second word: %ld woken\n", syscall(SYS_futex, &second, FUTEX_WAKE_PRIVATE, 100, NULL, NULL, 0));
    printf("awake %d\n", settled());
    printf("left on the first: %ld\n", syscall(SYS_futex, &first, FUTEX_WAKE_PRIVATE, 100, NULL, NULL, 0));
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("awake %d\n", woken);
    return 0;
}
