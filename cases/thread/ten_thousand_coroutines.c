// 10,000 coroutines (makecontext, swapcontext) take turns round robin, three times each, in one thread.
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

enum { COROUTINES = 10000, TURNS = 3, STACK = 4096 };
static ucontext_t contexts[COROUTINES], home;
static int turns[COROUTINES], order_kept = 1, last = -1;
static long switches;

static void runs(int number) {
    for (int turn = 0; turn < TURNS; turn++) {
        order_kept &= number == (last + 1) % COROUTINES;
        last = number;
        turns[number]++;
        switches++;
        if (turn < TURNS - 1) {
            swapcontext(&contexts[number], &contexts[(number + 1) % COROUTINES]);
        }
    }
    if (number < COROUTINES - 1) {
        setcontext(&contexts[number + 1]);
    }
}

int main(void) {
    char *stacks = malloc((size_t)COROUTINES * STACK);
    for (int i = 0; i < COROUTINES; i++) {
        getcontext(&contexts[i]);
        contexts[i].uc_stack.ss_sp = stacks + (size_t)i * STACK;
        contexts[i].uc_stack.ss_size = STACK;
        contexts[i].uc_link = &home;
        makecontext(&contexts[i], (void (*)(void))runs, 1, i);
    }
    swapcontext(&home, &contexts[0]);
    int complete = 0;
    for (int i = 0; i < COROUTINES; i++) {
        complete += turns[i] == TURNS;
    }
    printf("%ld turns, %d coroutines complete, in order: %d\n", switches, complete, order_kept);
    free(stacks);
    return 0;
}
