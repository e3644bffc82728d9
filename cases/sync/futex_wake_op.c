// FUTEX_WAKE_OP: changes the second word, wakes on the first, and on the second if its old value compares.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int first, second;

static void tries(const char *name, int before, unsigned operation) {
    second = before;
    errno = 0;
    long result = syscall(SYS_futex, &first, FUTEX_WAKE_OP, 1, (void *)1L, &second, operation);
    printf("%s: %ld %s, %d -> %d\n", name, result, result < 0 ? strerror(errno) : "", before, second);
}

int main(void) {
    tries("set 5", 1, FUTEX_OP(FUTEX_OP_SET, 5, FUTEX_OP_CMP_EQ, 1));
    tries("add 3", 10, FUTEX_OP(FUTEX_OP_ADD, 3, FUTEX_OP_CMP_GT, 0));
    tries("or 6", 1, FUTEX_OP(FUTEX_OP_OR, 6, FUTEX_OP_CMP_LT, 0));
    tries("andn 3", 7, FUTEX_OP(FUTEX_OP_ANDN, 3, FUTEX_OP_CMP_NE, 0));
    tries("xor 5", 4, FUTEX_OP(FUTEX_OP_XOR, 5, FUTEX_OP_CMP_GE, 9));
    tries("shifted or", 0, FUTEX_OP(FUTEX_OP_OR | FUTEX_OP_OPARG_SHIFT, 4, FUTEX_OP_CMP_LE, 0));
    tries("minus one", 0, FUTEX_OP(FUTEX_OP_ADD, 0xfff, FUTEX_OP_CMP_EQ, 0));
    tries("no such operation", 0, FUTEX_OP(7, 0, 0, 0));
    return 0;
}
