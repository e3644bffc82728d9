// Storage: static locals, recursion with them, file-level static, extern declarations in blocks, tentative definitions.
#include <stdio.h>

int tentative;
int tentative;
static int hidden = 3;
extern int later;

static int counter(void) {
    static int n = 10;
    return n++;
}
static int depth(int n) {
    static int deepest;
    int here = n;
    if (n > deepest) deepest = n;
    if (n < 5) depth(n + 1);
    return deepest * 10 + here;
}
static const char *cycle(void) {
    static const char *const names[] = {"a", "b", "c"};
    static unsigned at;
    return names[at++ % 3];
}
static int *address(void) {
    static int list[3] = {1, 2, 3};
    return list;
}

int main(void) {
    for (int i = 0; i < 3; i++) printf("%d ", counter());
    printf("%d\n", depth(1));
    for (int i = 0; i < 4; i++) printf("%s", cycle());
    printf("\n");
    address()[1] = 20;
    printf("%d %d %d\n", address()[0], address()[1], address()[2]);
    int hidden = 4;
    {
        extern int later;
        printf("%d %d %d\n", tentative, hidden, later);
    }
    {
        static int n = 100;
        n++;
        printf("%d\n", n);
    }
    for (int i = 0; i < 3; i++) {
        static int sum;
        sum += i;
        printf("%d ", sum);
    }
    printf("%d\n", counter());
    return 0;
}

int later = 77;
