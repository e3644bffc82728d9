// FUTEX_LOCK_PI: the owner's number in the word, the waiters' bit, hand-over at unlock, EDEADLK, EPERM, ESRCH.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static unsigned word;
static pid_t other;

static long operate(int operation) {
    return syscall(SYS_futex, &word, operation | FUTEX_PRIVATE_FLAG, 0, NULL, NULL, 0);
}

static void told(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "");
}

static void *locks(void *argument) {
    other = gettid();
    told("trylock of another's", operate(FUTEX_TRYLOCK_PI));
    told("unlock of another's", operate(FUTEX_UNLOCK_PI));
    long result = operate(FUTEX_LOCK_PI);
    printf("lock after a wait: %ld, the word is mine %d\n", result, (word & FUTEX_TID_MASK) == (unsigned)gettid());
    told("unlock", operate(FUTEX_UNLOCK_PI));
    return argument;
}

int main(void) {
    pthread_t thread;
    told("lock", operate(FUTEX_LOCK_PI));
    printf("the word is my number: %d\n", word == (unsigned)gettid());
    told("lock again", operate(FUTEX_LOCK_PI));
    told("trylock again", operate(FUTEX_TRYLOCK_PI));
    pthread_create(&thread, NULL, locks, NULL);
    usleep(40000);
    printf("somebody waits: %d\n", (word & FUTEX_WAITERS) != 0);
    long result = operate(FUTEX_UNLOCK_PI);
    pthread_join(thread, NULL);
    told("unlock", result);
    printf("the word is free: %u\n", word);
    told("unlock what is free", operate(FUTEX_UNLOCK_PI));
    word = 9999;
    told("lock of nobody's", operate(FUTEX_LOCK_PI));
    return 0;
}
