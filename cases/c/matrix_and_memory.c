// Matrices on the heap: arrays of pointers, one block, realloc, freeing in order; Pascal and Gauss.
#include <stdio.h>
#include <stdlib.h>
static double **matrix(int rows, int cols) { double **m = malloc(rows * sizeof *m); m[0] = calloc((size_t)rows * cols, sizeof **m); for (int i = 1; i < rows; i++) m[i] = m[i - 1] + cols; return m; }
static int solve(double **a, double *x, int n) {
    for (int c = 0; c < n; c++) {
        int best = c;
        for (int r = c + 1; r < n; r++) if ((a[r][c] < 0 ? -a[r][c] : a[r][c]) > (a[best][c] < 0 ? -a[best][c] : a[best][c])) best = r;
        if (a[best][c] == 0) return 0;
        double *t = a[c]; a[c] = a[best]; a[best] = t;
        for (int r = c + 1; r < n; r++) { double f = a[r][c] / a[c][c]; for (int k = c; k <= n; k++) a[r][k] -= f * a[c][k]; }
    }
    for (int r = n - 1; r >= 0; r--) { x[r] = a[r][n]; for (int k = r + 1; k < n; k++) x[r] -= a[r][k] * x[k]; x[r] /= a[r][r]; }
    return 1;
}
int main(void) {
    double given[3][4] = {{2, 1, -1, 8}, {-3, -1, 2, -11}, {-2, 1, 2, -3}};
    double **a = matrix(3, 4), x[3], *block = a[0];
    for (int i = 0; i < 3; i++) for (int j = 0; j < 4; j++) a[i][j] = given[i][j];
    printf("%d", solve(a, x, 3));
    printf(" %.3f %.3f %.3f\n", x[0], x[1], x[2]);
    free(block);
    free(a);
    int **triangle = malloc(8 * sizeof *triangle);
    for (int i = 0; i < 8; i++) { triangle[i] = malloc((i + 1) * sizeof **triangle); for (int j = 0; j <= i; j++) triangle[i][j] = j == 0 || j == i ? 1 : triangle[i - 1][j - 1] + triangle[i - 1][j]; }
    for (int j = 0; j < 8; j++) printf("%d ", triangle[7][j]);
    printf("\n");
    while (triangle && *triangle) { for (int i = 0; i < 8; i++) free(triangle[i]); free(triangle); triangle = NULL; }
    size_t room = 1, used = 0;
    long *list = malloc(room * sizeof *list);
    for (long i = 0; i < 100; i++) { if (used == room) list = realloc(list, (room *= 2) * sizeof *list); list[used++] = i * i; }
    printf("%zu %zu %ld\n", room, used, list[99]);
    free(list);
    return 0;
}
