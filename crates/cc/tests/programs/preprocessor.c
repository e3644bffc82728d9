// Macros of every kind, conditions, lines.
#include <stdio.h>
#define EMPTY
#define JOIN(a, b) a##b
#define TEXT(x) #x
#define EXPAND(x) TEXT(x)
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define SAY(format, ...) printf(format "\n", ##__VA_ARGS__)
#define FIRST(a, ...) a
#define COUNT(...) FOURTH(__VA_ARGS__, 3, 2, 1, 0)
#define FOURTH(a, b, c, d, ...) d
#define SELF SELF + 1
#define F(x) x + G(x)
#define G(x) x * F
#define LIST X(one) X(two) X(three)
#define X(n) n,
enum { LIST last };
#undef X
#define X(n) TEXT(n) " "
#if defined(EMPTY) && !defined NOTHING && (3 - 5 < 0) && 0x10 == 16 && 'a' == 97 && -1 > 0u
#define CHOSEN 1
#elif 1
#define CHOSEN 2
#else
#error never
#endif
#ifndef CHOSEN
don't look here
#endif
#if 0 && (1 / 0)
#endif
int main(void) {
    int JOIN(va, lue) = 3, SELF_ = 4;
    SAY("%d %d", value, MAX(value, SELF_));
    SAY("plain");
    SAY("%s %s", TEXT( a  "b\n" 'c' ), EXPAND(JOIN(x, y) CHOSEN));
    SAY("%d %d %d", COUNT(a), COUNT(a, b), COUNT(a, b, c));
    SAY("%s", EXPAND(F(1)(2)(3)));
    SAY("%s %d", LIST, last);
    int SELF__ = 0;
#define y y + 1
    SAY("%s|%s|%s", EXPAND(SELF), EXPAND(y), EXPAND(FIRST(EMPTY, 2)));
    SAY("%d %s", __LINE__, __FILE__ + sizeof(__FILE__) - 15);
#line 100 "other.c"
    SAY("%d %s", __LINE__, __FILE__);
    SAY("%d %d", __COUNTER__, __COUNTER__);
    return SELF__ + \
        __STDC__;
}
