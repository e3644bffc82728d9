// Order that C fixes: && || ?: and commas, side effects once, short circuits, compound assignments.
#include <stdio.h>

static int trace(int n) { printf("%d ", n); return n; }
static int calls;
static int *place(void) { static int list[3]; calls++; return list; }

int main(void) {
    printf("%d\n", trace(0) && trace(1));
    printf("%d\n", trace(1) || trace(2));
    printf("%d\n", trace(1) && trace(2) && !trace(0) && trace(3));
    printf("%d\n", (trace(1), trace(2), trace(3)));
    printf("%d\n", trace(0) ? trace(1) : trace(2) ? trace(3) : trace(4));
    *place() += 5;
    (*place())++;
    place()[1] -= 3;
    printf("%d %d\n", place()[0], place()[1]);
    printf("%d\n", calls);
    int a[4] = {1, 2, 3, 4}, i = 0;
    a[i++] += 10;
    a[i] *= 2, i++;
    printf("%d %d %d\n", i, a[0], a[1]);
    int *p = a;
    *p++ = a[3] = 7;
    int x = 5, y = x++ + 2;
    y += x--, y *= 2;
    printf("%d %d\n", x, y);
    int n = 0;
    for (int j = 0, k = 10; j < k; j += 2, k--) n++;
    printf("%d\n", n);
    while (n-- > 0) if (n == 2) break;
    printf("%d\n", n);
    do n++; while (n < 10 && n != 7);
    printf("%d\n", n);
    printf("%d %d %d\n", !5, !!5, !0);
    printf("%d\n", x = y = n = 3);
    printf("%d %d %d\n", x == y == 1, 5 > 4 > 3, 1 < 2 < 3);
    printf("%d %d\n", 1 + 2 << 3, 7 & 3 == 3);
    printf("%d\n", i ? x ? 1 : 2 : 3);
    return 0;
}
