// Arrays of arrays: sizes, decay at each level, parameters, arrays of pointers against them.
#include <stdio.h>
#include <string.h>
static int cube[2][3][4];
static void fill(int a[][3][4], int n) { for (int i = 0; i < n; i++) for (int j = 0; j < 3; j++) for (int k = 0; k < 4; k++) a[i][j][k] = i * 100 + j * 10 + k; }
static int row_sum(const int row[4]) { return row[0] + row[1] + row[2] + row[3]; }
static int plane(int (*p)[4], int rows) { int s = 0; while (rows--) s += row_sum(p[rows]); return s; }
static char board[3][3];
static int won(char c) { for (int i = 0; i < 3; i++) { if (board[i][0] == c && board[i][1] == c && board[i][2] == c) return 1; if (board[0][i] == c && board[1][i] == c && board[2][i] == c) return 1; } return board[0][0] == c && board[1][1] == c && board[2][2] == c; }
int main(void) {
    fill(cube, 2);
    printf("%d %d %d\n", cube[1][2][3], row_sum(cube[1][1]), plane(cube[1], 3));
    printf("%zu %zu %zu %zu\n", sizeof cube, sizeof cube[0], sizeof cube[0][0], sizeof(&cube[0]));
    int (*p)[3][4] = cube, (*q)[4] = cube[0], *r = cube[0][0];
    p++; q += 2; r += 5;
    printf("%d %d %d\n", (*p)[0][1], (*q)[1], *r);
    printf("%d %d\n", *(*(*(cube + 1) + 2) + 1), (int)((char *)&cube[1][0][0] - (char *)cube));
    const char *names[] = {"a", "bcd", "ef"};
    char fixed[][4] = {"a", "bcd", "ef"};
    printf("%zu %zu %c %c\n", sizeof names, sizeof fixed, names[1][2], fixed[1][2]);
    memset(board, '.', sizeof board);
    board[0][0] = board[1][1] = board[2][2] = 'x';
    printf("%d %d %.9s\n", won('x'), won('o'), &board[0][0]);
    int jag0[] = {1}, jag1[] = {2, 3}, *jag[] = {jag0, jag1};
    jag[1][1] += jag[0][0];
    printf("%d\n", jag1[1]);
    long identity[4][4] = {{1}, {0, 1}, {0, 0, 1}, {0, 0, 0, 1}}, trace = 0;
    for (int i = 0; i < 4; i++) trace += identity[i][i];
    printf("%ld\n", trace);
    return 0;
}
