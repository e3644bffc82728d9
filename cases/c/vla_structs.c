// Arrays of variable length whose elements are structs, in two dimensions, as parameters, in loops that leave early.
#include <stdio.h>
#include <string.h>

struct point { short x; long y; char name[5]; };

static void fill(int rows, int columns, struct point grid[rows][columns]) {
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
            grid[i][j] = (struct point){(short)(i * 10 + j), (long)i << j, {'a' + i, 'a' + j}};
        }
    }
}

static long total(int rows, int columns, struct point (*grid)[columns]) {
    long sum = 0;
    for (int i = 0; i < rows; i++) {
        for (struct point *p = grid[i]; p < grid[i] + columns; p++) {
            sum += p->x * p->y + p->name[1];
        }
    }
    return sum;
}

static int depth(int n) {
    struct point row[n];
    memset(row, 0, sizeof row);
    row[n - 1].y = n;
    return n == 1 ? (int)sizeof row : depth(n - 1) + (int)row[n - 1].y;
}

int main(void) {
    for (int n = 1; n < 6; n += 2) {
        struct point grid[n][n + 1];
        fill(n, n + 1, grid);
        printf("%d: %zu %zu %ld %s\n", n, sizeof grid, sizeof grid[0], total(n, n + 1, grid), grid[n - 1][n].name);
    }
    printf("%d\n", depth(10));
    int sizes[] = {3, 1, 4, 0, 5};
    for (int i = 0; i < 5; i++) {
        if (sizes[i] == 0) {
            continue;
        }
        struct point list[sizes[i]], *last = &list[sizes[i] - 1];
        last->x = (short)(i * i);
        struct point copy[sizes[i]];
        memcpy(copy, list, sizeof copy);
        if (copy[sizes[i] - 1].x > 10) {
            printf("left at %d\n", i);
            break;
        }
        printf("%zu bytes, %ld elements before the last\n", sizeof list, (long)(last - list));
    }
    int n = 4;
    struct point (*pointer)[n] = NULL;
    n = 9;
    printf("%zu\n", sizeof *pointer / sizeof **pointer);
    return 0;
}
