// Enumerations: values, constants in switches and sizes, signs, as flags, in bit-fields.
#include <stdio.h>
enum day { MON = 1, TUE, WED, FRI = WED + 2, LAST = FRI };
enum { SIZE = 4, FLAG_A = 1 << 0, FLAG_B = 1 << 1, FLAG_C = 1 << 2 };
typedef enum { NEGATIVE = -5, ZERO = 0 } sign;
enum forward { F1 = sizeof(int[SIZE]), F2 };
static const char *name(enum day d) {
    static const char *const names[LAST + 1] = {[MON] = "mon", [TUE] = "tue", [WED] = "wed", [FRI] = "fri"};
    return names[d] ? names[d] : "none";
}
struct packed { enum day d : 4; unsigned rest : 4; };
int main(void) {
    int list[SIZE] = {MON, TUE, WED, FRI};
    for (int i = 0; i < SIZE; i++) printf("%d %s ", list[i], name(list[i]));
    printf("%s\n", name(4));
    unsigned flags = FLAG_A | FLAG_C;
    flags &= ~FLAG_A;
    printf("%u %d %d\n", flags, !!(flags & FLAG_B), flags == FLAG_C);
    sign s = NEGATIVE;
    printf("%d %d %zu\n", s, s < ZERO, sizeof s);
    printf("%d %d\n", F1, F2);
    enum day d = MON;
    d++;
    d += 1;
    printf("%d %d\n", d, d == WED);
    struct packed p = {FRI, 3};
    printf("%d %d %zu\n", p.d, p.rest, sizeof p);
    enum local { A = 'a', B } x = B;
    printf("%c %d\n", x, A);
    return 0;
}
