// Pointers to data, arrays, functions; arithmetic; strings; two dimensions.
#include <stdio.h>

static int add(int a, int b) {
    return a + b;
}

static int multiply(int a, int b) {
    return a * b;
}

static void swap(int *a, int *b) {
    int t = *a;
    *a = *b;
    *b = t;
}

int main(void) {
    int numbers[] = {1, 2, 3, 4, 5};
    int *p = numbers + 1;
    printf("%d %d %d %td\n", *p, p[2], *(p - 1), &numbers[4] - p);
    swap(&numbers[0], &numbers[4]);
    int (*operations[])(int, int) = {add, multiply};
    printf("%d %d %d\n", operations[0](3, 4), operations[1](3, 4), numbers[0]);
    int table[2][3] = {{1, 2, 3}, {4, 5, 6}};
    int (*row)[3] = &table[1];
    printf("%d %d %zu\n", (*row)[2], *(*(table + 1) + 1), sizeof table / sizeof *table);
    const char *words[] = {"zero", "one", "two"};
    const char **at = words;
    at++;
    printf("%s %c %s\n", *at, **at, at[1] + 1);
    void *any = &numbers[1];
    printf("%d\n", *(int *)any);
    return 0;
}
