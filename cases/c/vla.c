// Variable-length arrays: sizes at run time, two dimensions, parameters, typedefs, in loops.
#include <stdio.h>

static int trace(int n, int m[n][n]) {
    int t = 0;
    for (int i = 0; i < n; i++) t += m[i][i];
    return t;
}

static int total(int rows, int cols, int (*m)[cols]) {
    int t = 0;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < cols; j++) t += m[i][j];
    return t;
}

static int calls;
static int next(void) { return ++calls; }

int main(void) {
    int n = 4;
    int m[n][n];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) m[i][j] = i * n + j;
    printf("%zu %zu %d %d\n", sizeof m, sizeof m[0], trace(n, m), total(n, n, m));
    typedef int row[n];
    n = 10;
    row r;
    printf("%zu\n", sizeof(row));
    for (int i = 0; i < 4; i++) r[i] = i;
    int (*p)[3] = (int (*)[3])r;
    printf("%d %zu\n", (*p)[2], sizeof *p);
    unsigned long sum = 0;
    for (int i = 1; i <= 1000; i++) {
        char block[i * 10];
        block[0] = (char)i;
        block[i * 10 - 1] = (char)(i + 1);
        sum += block[0] + block[i * 10 - 1];
        if (i % 3 == 0) continue;
        sum += sizeof block;
    }
    printf("%lu\n", sum);
    int a[next()], b[next()][2];
    printf("%zu %zu %d\n", sizeof a, sizeof b, calls);
    size_t evaluated = sizeof(int[next()]);
    printf("%zu %d\n", evaluated, calls);
    int k = 3;
again:;
    long list[k];
    list[k - 1] = k;
    printf("%ld ", list[k - 1]);
    if (k++ < 6) goto again;
    printf("\n");
    return 0;
}
