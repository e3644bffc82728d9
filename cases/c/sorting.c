// Algorithms as in a first course: three sorts, binary search, sieve, matrices, string reversal, gcd.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void bubble(int *a, int n) { for (int i = 0; i < n; i++) for (int j = 0; j + 1 < n - i; j++) if (a[j] > a[j + 1]) { int t = a[j]; a[j] = a[j + 1]; a[j + 1] = t; } }
static void quick(int *a, int low, int high) {
    if (low >= high) return;
    int pivot = a[(low + high) / 2], i = low, j = high;
    while (i <= j) {
        while (a[i] < pivot) i++;
        while (a[j] > pivot) j--;
        if (i <= j) { int t = a[i]; a[i++] = a[j]; a[j--] = t; }
    }
    quick(a, low, j);
    quick(a, i, high);
}
static void merge(int *a, int *spare, int n) {
    if (n < 2) return;
    int half = n / 2, i = 0, j = half, k = 0;
    merge(a, spare, half);
    merge(a + half, spare, n - half);
    while (i < half && j < n) spare[k++] = a[i] <= a[j] ? a[i++] : a[j++];
    while (i < half) spare[k++] = a[i++];
    while (j < n) spare[k++] = a[j++];
    memcpy(a, spare, n * sizeof *a);
}
static int search(const int *a, int n, int x) {
    int low = 0, high = n - 1;
    while (low <= high) { int mid = low + (high - low) / 2; if (a[mid] == x) return mid; if (a[mid] < x) low = mid + 1; else high = mid - 1; }
    return -1;
}
static int gcd(int a, int b) { return b ? gcd(b, a % b) : a; }
int main(void) {
    int a[50], b[50], c[50], spare[50];
    unsigned seed = 1;
    for (int i = 0; i < 50; i++) { seed = seed * 1103515245 + 12345; a[i] = b[i] = c[i] = (int)(seed >> 16) % 1000; }
    bubble(a, 50);
    quick(b, 0, 49);
    merge(c, spare, 50);
    printf("%d %d %d %d\n", a[0], a[25], a[49], !memcmp(a, b, sizeof a) && !memcmp(a, c, sizeof a));
    printf("%d %d\n", search(a, 50, a[17]) >= 0, search(a, 50, -1));
    char composite[100] = {0};
    for (int i = 2; i < 100; i++) if (!composite[i]) { printf("%d ", i); for (int j = 2 * i; j < 100; j += i) composite[j] = 1; }
    double m[2][3] = {{1, 2, 3}, {4, 5, 6}}, n[3][2] = {{1, 0}, {0, 1}, {1, 1}}, r[2][2] = {{0}};
    for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) for (int k = 0; k < 3; k++) r[i][j] += m[i][k] * n[k][j];
    printf("\n%g %g %g %g %d\n", r[0][0], r[0][1], r[1][0], r[1][1], gcd(1071, 462));
    return 0;
}
