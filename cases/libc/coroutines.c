// Two contexts take turns on stacks of their own; arguments, uc_link and saved registers.
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

static ucontext_t main_context, one, other;

static void counts(int from, int to, const char *name) {
    double kept = from * 1.5;
    for (int i = from; i < to; i++) {
        printf("%s %d (%.1f)\n", name, i, kept + i);
        swapcontext(name[0] == 'o' ? &one : &other, name[0] == 'o' ? &other : &one);
    }
    printf("%s ends\n", name);
}

static void sums(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j) {
    printf("sum %d\n", a + b + c + d + e + f + g + h + i + j);
}

int main(void) {
    enum { SIZE = 65536 };
    volatile int visits = 0;
    getcontext(&one);
    one.uc_stack.ss_sp = malloc(SIZE);
    one.uc_stack.ss_size = SIZE;
    one.uc_link = &main_context;
    makecontext(&one, (void (*)(void))counts, 3, 1, 4, "one");
    getcontext(&other);
    other.uc_stack.ss_sp = malloc(SIZE);
    other.uc_stack.ss_size = SIZE;
    other.uc_link = &main_context;
    makecontext(&other, (void (*)(void))counts, 3, 10, 20, "the other");
    swapcontext(&main_context, &one);
    printf("back in main\n");
    makecontext(&one, (void (*)(void))sums, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    swapcontext(&main_context, &one);
    getcontext(&main_context);
    if (visits++ < 3) {
        printf("visit %d\n", visits);
        setcontext(&main_context);
    }
    return 0;
}
