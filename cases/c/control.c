// Statements: loops, switch with fall-through, goto, break and continue, recursion, conditional and comma.
#include <stdio.h>

static int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static const char *kind(int c) {
    switch (c) {
    case 'a':
    case 'e':
        return "vowel";
    case '0' ... '0' + 9:
        return "digit";
    default:
        return "other";
    }
}

int main(void) {
    int count = 0;
    for (int i = 0, j = 10; i < j; i++, j--) {
        if (i == 3) {
            continue;
        }
        count += i * j;
    }
    do {
        count--;
    } while (count % 7 != 0);
    printf("%d %d %s %s %s\n", count, fib(15), kind('e'), kind('7'), kind('z'));
    int total = 0;
    switch (2) {
    case 1:
        total += 1;
    case 2:
        total += 2;
    case 3:
        total += 3;
        break;
    case 4:
        total += 4;
    }
    int tries = 0;
again:
    if (++tries < 4) {
        goto again;
    }
    printf("%d %d %d\n", total, tries, (tries++, tries * 2));
    return 0;
}
