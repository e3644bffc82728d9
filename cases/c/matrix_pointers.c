// Pointers to rows, to pointers and to whole arrays; const at every level; differences and comparisons.
#include <stddef.h>
#include <stdio.h>

static int sum_rows(int (*rows)[4], size_t count) {
    int sum = 0;
    for (int (*row)[4] = rows; row != rows + count; row++) {
        for (int *cell = *row; cell < *row + 4; cell++) {
            sum += *cell;
        }
    }
    return sum;
}

static size_t words(const char *const *list) {
    size_t count = 0;
    while (list[count]) {
        count++;
    }
    return count;
}

static void swap_rows(int (*a)[4], int (*b)[4]) {
    for (int i = 0; i < 4; i++) {
        int kept = (*a)[i];
        (*a)[i] = (*b)[i];
        (*b)[i] = kept;
    }
}

int main(void) {
    int grid[3][4] = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}};
    printf("%d %d\n", sum_rows(grid, 3), sum_rows(&grid[1], 1));
    swap_rows(grid, grid + 2);
    int *flat = &grid[0][0];
    for (int i = 0; i < 12; i++) {
        printf("%d ", flat[i]);
    }
    int (*whole)[3][4] = &grid;
    printf("\n%zu %zu %zu %d\n", sizeof *whole, sizeof **whole, sizeof ***whole, (*whole)[1][2]);
    printf("%td %td\n", &grid[2][1] - &grid[0][3], (char *)(grid + 1) - (char *)grid);
    const char *list[] = {"one", "two", "three", NULL};
    const char **cursor = list + 1;
    printf("%zu %s %c %c\n", words(list), *cursor, **(cursor + 1), *(*cursor + 1));
    printf("%c", *++*cursor);
    printf("%c", cursor[1][1]);
    printf("%c\n", (*cursor++)[1]);
    int cube[2][3][4], number = 0;
    for (int *p = cube[0][0]; p < (int *)(cube + 2); p++) {
        *p = number++;
    }
    int (*plane)[3][4] = cube + 1;
    int (*row)[4] = cube[1] + 2;
    printf("%d %d %d %d\n", plane[0][1][2], (*row)[3], row[-1][0], *(*(*(cube + 1) + 1) + 1));
    printf("%d %d\n", 2[grid[1]], *(1 + *(grid + 1)));
    char text[] = "pointer";
    char *end = text + sizeof text - 1;
    while (end-- > text) {
        putchar(*end);
    }
    printf(" %d\n", &text[3] > text && !(&text[3] > text + 3));
    return 0;
}
