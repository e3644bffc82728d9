// siglongjmp leaves a handler; the mask comes back only if sigsetjmp has kept it.
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static sigjmp_buf place;

static void leave(int number) {
    siglongjmp(place, number);
}

static void try(int keep) {
    sigset_t mask;
    int number = sigsetjmp(place, keep);
    if (number == 0) {
        raise(SIGUSR1);
    }
    sigprocmask(SIG_SETMASK, NULL, &mask);
    int blocked = sigismember(&mask, SIGUSR1);
    printf("kept %d: signal %d, blocked %d\n", keep, number == SIGUSR1, blocked);
}

int main(void) {
    signal(SIGUSR1, leave);
    try(1);
    try(0);
    return 0;
}
