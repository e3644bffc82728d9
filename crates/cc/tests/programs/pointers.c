// Pointers: arithmetic, arrays of arrays, functions, strings, varargs, alloca and variable arrays.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int sum(int n, ...) {
    va_list list, copy;
    va_start(list, n);
    va_copy(copy, list);
    int total = 0;
    for (int i = 0; i < n; i++) total += va_arg(list, int);
    for (int i = 0; i < n; i++) total += 10 * va_arg(copy, int);
    va_end(list);
    va_end(copy);
    return total;
}
struct big { long a[4]; };
struct small { int a; char b; };
static void kinds(const char *format, ...) {
    va_list list;
    va_start(list, format);
    for (; *format; format++) {
        switch (*format) {
        case 'i': printf("%d ", va_arg(list, int)); break;
        case 'l': printf("%ld ", va_arg(list, long)); break;
        case 'd': printf("%g ", va_arg(list, double)); break;
        case 's': printf("%s ", va_arg(list, char *)); break;
        case 'b': printf("%ld ", va_arg(list, struct big).a[3]); break;
        case 'm': { struct small s = va_arg(list, struct small); printf("%d%c ", s.a, s.b); } break;
        }
    }
    va_end(list);
    printf("\n");
}
static int add(int a, int b) { return a + b; }
static int mul(int a, int b) { return a * b; }
static int (*choose(char c))(int, int) { return c == '+' ? add : mul; }
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int trace(int m, int n, int a[m][n]) { int t = 0; for (int i = 0; i < m && i < n; i++) t += a[i][i]; return t; }
static void fill(char *to, size_t n) { while (n--) *to++ = (char)('a' + n % 26); }

int main(void) {
    int grid[3][4], *flat = &grid[0][0], (*row)[4] = grid + 1;
    for (int i = 0; i < 12; i++) flat[i] = i * i;
    printf("%d %d %d %td\n", row[1][2], *(*(grid + 2) + 3), (*row)[0], &grid[2][1] - &grid[0][0]);
    int (*ops[])(int, int) = {add, &mul};
    printf("%d %d %d %d\n", ops[0](3, 4), (*ops[1])(3, 4), choose('+')(5, 6), choose('*')(5, 6));
    printf("%d %d\n", sum(3, 1, 2, 3), sum(10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    kinds("ildsbmidlmb", 1, 2L, 3.5, "four", (struct big){{1, 2, 3, 5}}, (struct small){6, 'x'}, 7, 8.25, 9L, (struct small){10, 'y'}, (struct big){{0, 0, 0, 11}});
    int numbers[] = {5, 3, 9, 1, 7};
    qsort(numbers, 5, sizeof *numbers, compare);
    for (int *p = numbers; p < numbers + 5; ++p) printf("%d ", *p);
    char *s = "hello", *t = malloc(6), **pp = &t;
    char *d = t;
    while ((*d++ = *s++)) ;
    (*pp)[0] -= 32;
    printf("%s %zu %c %c\n", t, strlen(t), "literal"[2], 2["xyz"]);
    free(t);
    for (int n = 2; n < 5; n++) {
        int square[n][n];
        for (int i = 0; i < n * n; i++) square[i / n][i % n] = i;
        char *space = __builtin_alloca(n * 10);
        fill(space, n * 10);
        printf("%d %zu %c ", trace(n, n, square), sizeof square, space[n]);
    }
    void *null = 0;
    printf("\n%d %d %d\n", null == NULL, !null, null ? 1 : 2);
    const char *const names[] = {__func__, "x"};
    printf("%s %zu\n", names[0], sizeof(__func__));
    unsigned char bytes[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    printf("%x %lx\n", *(unsigned *)(bytes + 4), *(unsigned long *)bytes);
    return 0;
}
