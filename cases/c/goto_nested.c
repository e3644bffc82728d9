// goto out of nested loops, over and back, into blocks, for cleaning up in reverse order.
#include <stdio.h>
#include <stdlib.h>

static int find(int n, int target, int *i_found, int *j_found) {
    int steps = 0;
    for (int i = 1; i <= n; i++) {
        int j = i;
        while (1) {
            do {
                steps++;
                if (i * j == target) {
                    *i_found = i;
                    *j_found = j;
                    goto found;
                }
            } while (j % 2 && ++j <= n);
            if (++j > n) {
                goto next;
            }
        }
    next:;
    }
    return -steps;
found:
    return steps;
}

static int build(int fail_at) {
    int result = -1;
    char *a = NULL, *b = NULL, *c = NULL;
    if (fail_at == 1 || !(a = malloc(10))) {
        goto done;
    }
    if (fail_at == 2 || !(b = malloc(20))) {
        goto free_a;
    }
    if (fail_at == 3 || !(c = malloc(30))) {
        goto free_b;
    }
    result = 0;
    printf("built ");
    free(c);
free_b:
    printf("b ");
    free(b);
free_a:
    printf("a ");
    free(a);
done:
    printf("%d\n", result);
    return result;
}

static long collatz(long n) {
    long steps = 0;
again:
    if (n == 1) {
        return steps;
    }
    steps++;
    if (n & 1) {
        goto odd;
    }
    n /= 2;
    goto again;
    {
    odd:
        n = 3 * n + 1;
        goto again;
    }
}

static void machine(const char *program) {
    static const void *const actions[] = {&&add, &&twice, &&show, &&stop};
    int value = 0;
#define NEXT goto *actions[*program++ - '0']
    NEXT;
add:
    value++;
    NEXT;
twice:
    value *= 2;
    NEXT;
show:
    printf("%d ", value);
    NEXT;
stop:
    printf("stop\n");
}

int main(void) {
    int i = 0, j = 0;
    int steps = find(12, 77, &i, &j);
    printf("%d %d %d\n", steps, i, j);
    steps = find(12, 1001, &i, &j);
    printf("%d\n", steps);
    for (int k = 0; k < 4; k++) {
        build(k);
    }
    printf("%ld %ld\n", collatz(27), collatz(97));
    machine("001210021123");
    return 0;
}
