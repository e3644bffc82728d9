// A failed assertion names file, line and function, and aborts.
#include <assert.h>
#include <stdio.h>

// The name of the file without this computer's folders.
#line 7 "assert_fails.c"
static int check(int x) {
    assert(x > 0);
    return x;
}

int main(void) {
    printf("%d\n", check(1));
    fflush(stdout);
    check(-1);
    return 0;
}
