// longjmp leaves several functions at once.
#include <setjmp.h>
#include <stdio.h>

static jmp_buf place;

static void deep(int n) {
    if (n == 0) {
        longjmp(place, 42);
    }
    deep(n - 1);
    printf("never\n");
}

int main(void) {
    int value = setjmp(place);
    if (value == 0) {
        printf("first\n");
        deep(5);
    }
    printf("back with %d\n", value);
    return 0;
}
