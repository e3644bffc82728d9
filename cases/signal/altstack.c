// sigaltstack(2): where the handler runs, what can be changed when, and SIGSEGV by a stack overflow.
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *area;
static size_t size = 65536;
static sigjmp_buf back;

static void on_stack(int signal) {
    char here;
    stack_t now;
    stack_t other = {0};
    sigaltstack(NULL, &now);
    printf("handler of %d: inside %d, SS_ONSTACK %d\n", signal, &here >= area && &here < area + size,
           !!(now.ss_flags & SS_ONSTACK));
    other.ss_flags = SS_DISABLE;
    int result = sigaltstack(&other, NULL);
    printf("change inside: %d %s\n", result, strerror(errno));
}

static void overflowed(int signal) {
    printf("overflow is signal %d\n", signal);
    siglongjmp(back, 1);
}

static int deeper(int depth) {
    volatile char room[4096];
    room[0] = (char)depth;
    return deeper(depth + 1) + room[0];
}

int main(void) {
    struct sigaction action = {0};
    stack_t stack = {0};
    stack_t old;
    area = malloc(size);
    sigaltstack(NULL, &old);
    printf("at first: disabled %d\n", !!(old.ss_flags & SS_DISABLE));
    stack.ss_sp = area;
    stack.ss_size = 100;
    printf("too small: %d", sigaltstack(&stack, NULL));
    printf(" %s\n", strerror(errno));
    stack.ss_size = size;
    stack.ss_flags = 77;
    printf("flags: %d", sigaltstack(&stack, NULL));
    printf(" %s\n", strerror(errno));
    stack.ss_flags = 0;
    printf("set: %d\n", sigaltstack(&stack, NULL));
    action.sa_handler = on_stack;
    action.sa_flags = SA_ONSTACK;
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    action.sa_flags = 0;
    sigaction(SIGUSR2, &action, NULL);
    sigaltstack(NULL, &old);
    printf("afterwards: SS_ONSTACK %d, size %zu\n", !!(old.ss_flags & SS_ONSTACK), old.ss_size);
    action.sa_handler = overflowed;
    action.sa_flags = SA_ONSTACK;
    sigaction(SIGSEGV, &action, NULL);
    if (sigsetjmp(back, 1) == 0) {
        deeper(0);
    }
    printf("back\n");
    return 0;
}
