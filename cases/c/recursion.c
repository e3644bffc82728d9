// Recursion: Ackermann, towers, mutual, permutations, eight queens, with many locals.
#include <stdio.h>
static int ackermann(int m, int n) { return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1)); }
static int odd(unsigned n);
static int even(unsigned n) { return n == 0 ? 1 : odd(n - 1); }
static int odd(unsigned n) { return n == 0 ? 0 : even(n - 1); }
static int moves;
static void hanoi(int n, char a, char b, char c) { if (!n) return; hanoi(n - 1, a, c, b); moves++; hanoi(n - 1, c, b, a); }
static void permute(char *s, int at, int n) {
    if (at == n) { printf("%s ", s); return; }
    for (int i = at; i < n; i++) {
        char t = s[at]; s[at] = s[i]; s[i] = t;
        permute(s, at + 1, n);
        t = s[at]; s[at] = s[i]; s[i] = t;
    }
}
static int queens(int row, unsigned cols, unsigned left, unsigned right) {
    if (row == 8) return 1;
    int n = 0;
    for (int c = 0; c < 8; c++) {
        unsigned bit = 1u << c;
        if ((cols | left | right) & bit) continue;
        n += queens(row + 1, cols | bit, (left | bit) << 1, (right | bit) >> 1);
    }
    return n;
}
static long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
static int deep(int n) { int pad[20]; for (int i = 0; i < 20; i++) pad[i] = n; return n == 0 ? 0 : deep(n - 1) + pad[19] - n + 1; }
int main(void) {
    printf("%d %d %d\n", ackermann(2, 3), even(10), odd(7));
    hanoi(10, 'a', 'b', 'c');
    printf("%d\n", moves);
    char s[] = "abc";
    permute(s, 0, 3);
    printf("\n%d %ld %d\n", queens(0, 0, 0, 0), fib(20), deep(1000));
    return 0;
}
