// siglongjmp out of a handler: the mask is restored if sigsetjmp was asked to keep it.
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static sigjmp_buf place;

static void leaves(int signal) {
    siglongjmp(place, signal);
}

static int blocked(void) {
    sigset_t mask;
    sigprocmask(SIG_SETMASK, NULL, &mask);
    return sigismember(&mask, SIGUSR1);
}

static void try(int keep) {
    volatile int rounds = 0;
    int got = sigsetjmp(place, keep);
    if (got == 0) {
        rounds = 1;
        raise(SIGUSR1);
        printf("not reached\n");
    }
    printf("keep %d: came back with %d, rounds %d, blocked %d\n", keep, got, rounds, blocked());
}

int main(void) {
    struct sigaction action = {.sa_handler = leaves};
    sigaction(SIGUSR1, &action, NULL);
    try(1);
    try(1);
    try(0);
    jmp_buf plain;
    int got = setjmp(plain);
    if (got < 3) {
        printf("setjmp %d\n", got);
        longjmp(plain, got == 0 ? 0 : got + 1);
    }
    printf("end %d\n", got);
    return 0;
}
