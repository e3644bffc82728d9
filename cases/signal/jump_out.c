// siglongjmp restores the mask that sigsetjmp saved; longjmp out of a handler leaves the signal blocked.
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static sigjmp_buf saved;
static jmp_buf plain;
static int how;

static void handler(int signal) {
    (void)signal;
    if (how == 0) {
        siglongjmp(saved, 7);
    }
    longjmp(plain, 0);
}

static int blocked(void) {
    sigset_t now;
    sigprocmask(SIG_BLOCK, NULL, &now);
    return sigismember(&now, SIGUSR1);
}

int main(void) {
    signal(SIGUSR1, handler);
    int value = sigsetjmp(saved, 1);
    if (value == 0) {
        raise(SIGUSR1);
        printf("not reached\n");
    }
    printf("siglongjmp: value %d, blocked %d\n", value, blocked());
    value = sigsetjmp(saved, 0);
    if (value == 0) {
        raise(SIGUSR1);
    }
    printf("without the mask: value %d, blocked %d\n", value, blocked());
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    how = 1;
    value = setjmp(plain);
    if (value == 0) {
        raise(SIGUSR1);
    }
    printf("longjmp(0): value %d, blocked %d\n", value, blocked());
    return 0;
}
