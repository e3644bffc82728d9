// Quotients towards zero and their remainders.
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    int pairs[][2] = {{17, 5}, {-17, 5}, {17, -5}, {-17, -5}, {4, 9}};
    for (int i = 0; i < 5; i++) {
        div_t d = div(pairs[i][0], pairs[i][1]);
        ldiv_t l = ldiv(pairs[i][0] * 1000000007L, pairs[i][1]);
        printf("%d %d, %ld %ld\n", d.quot, d.rem, l.quot, l.rem);
    }
    lldiv_t w = lldiv(-9007199254740993LL, 10);
    printf("%lld %lld, %d %ld %lld\n", w.quot, w.rem, abs(-7), labs(-8L), llabs(-9LL));
    return 0;
}
