// goto: out of nested loops, into blocks, backwards, over declarations; computed goto.
#include <stdio.h>

static int find(int wanted) {
    int found = -1;
    for (int i = 0; i < 10; i++)
        for (int j = 0; j < 10; j++)
            if (i * j == wanted) {
                found = i * 100 + j;
                goto out;
            }
out:
    return found;
}

static int run(const char *code) {
    static void *const jump[] = {['+'] = &&plus, ['-'] = &&minus, ['*'] = &&times, ['.'] = &&end};
    int value = 1;
next:
    goto *jump[(int)*code++];
plus:
    value++;
    goto next;
minus:
    value--;
    goto next;
times:
    value *= 2;
    goto next;
end:
    return value;
}

int main(void) {
    printf("%d %d\n", find(42), find(97));
    int n = 0;
loop:
    if (n < 5) {
        n++;
        goto loop;
    }
    printf("%d\n", n);
    goto inside;
    {
        int x;
        printf("never\n");
    inside:
        x = 3;
        printf("inside %d\n", x);
    }
    printf("%d %d\n", run("++**-."), run("."));
    void *where = n == 5 ? &&five : &&other;
    goto *where;
other:
    printf("other\n");
five:
    printf("five\n");
    return 0;
}
