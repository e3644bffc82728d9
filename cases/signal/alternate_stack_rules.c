// sigaltstack(2): sizes, flags, EPERM while it is in use, and SA_ONSTACK without one.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *memory;
static stack_t seen;
static int change_error, on_it;

static void handler(int signal) {
    char here;
    stack_t other = {.ss_sp = memory, .ss_size = 65536};
    (void)signal;
    sigaltstack(NULL, &seen);
    change_error = sigaltstack(&other, NULL) < 0 ? errno : 0;
    on_it = &here >= memory && &here < memory + 65536;
}

int main(void) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
    stack_t stack, old;
    memory = malloc(65536);
    sigaltstack(NULL, &old);
    printf("at first: flags %d, size %zu\n", old.ss_flags, old.ss_size);
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    printf("without one: on it %d, flags %d, change %s\n", on_it, seen.ss_flags, strerror(change_error));
    sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, NULL);
    stack = (stack_t){.ss_sp = memory, .ss_size = 100};
    int result = sigaltstack(&stack, NULL);
    printf("small: %d %s\n", result, strerror(errno));
    stack = (stack_t){.ss_sp = memory, .ss_size = 65536, .ss_flags = 77};
    result = sigaltstack(&stack, NULL);
    printf("flags 77: %d %s\n", result, strerror(errno));
    stack.ss_flags = 0;
    printf("set: %d\n", sigaltstack(&stack, NULL));
    raise(SIGUSR1);
    printf("with one: on it %d, flags %d, change %s\n", on_it, seen.ss_flags, strerror(change_error));
    sigaltstack(NULL, &old);
    printf("afterwards: flags %d, size %zu, same %d\n", old.ss_flags, old.ss_size, old.ss_sp == memory);
    action.sa_flags = 0;
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    printf("without SA_ONSTACK: on it %d, flags %d\n", on_it, seen.ss_flags);
    stack.ss_flags = SS_DISABLE;
    sigaltstack(&stack, &old);
    sigaltstack(NULL, &old);
    printf("disabled: flags %d\n", old.ss_flags);
    return 0;
}
