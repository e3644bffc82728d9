// Corners of the preprocessor: arguments expanded or not, nested calls, empty arguments, counters, strings of strings.
#include <stdio.h>
#define ID(x) x
#define TWO(a, b) a - b
#define CALL(f, args) f args
#define Q(x) #x
#define QQ(x) Q(x)
#define NOTHING
#define EMPTY_ARG(x, y) [x|y]
#define GLUE(a, b, c) a##b##c
#define LIST X(1) X(2) X(3)
#define LATE EARLY
#define EARLY 11
#define OPT(x, ...) x __VA_ARGS__
#define TAIL(first, ...) 0, ##__VA_ARGS__
#define AS_TEXT(...) #__VA_ARGS__
#define LPAREN (
#define APPLY ID LPAREN 5 )
#define f(a) a*g
#define g(a) f(a)
#define t(x,y,z) x ## y ## z
int main(void) {
    printf("%d %d\n", ID(TWO)(5, 3), CALL(TWO, (9, 4)));
    printf("%s %s\n", Q(EMPTY_ARG(, b)), QQ(EMPTY_ARG(, NOTHING)));
    int abc = 4;
    printf("%d %d\n", GLUE(a, b, c), GLUE(1, , 2));
#define X(n) n +
    printf("%d\n", LIST 0);
#undef X
#define X(n) n *
    printf("%d\n", LIST 1);
    printf("%d %d\n", LATE, OPT(-, -1) + OPT(7));
    int list[] = {TAIL(x), TAIL(x, 1, 2)};
    printf("%zu\n", sizeof list / sizeof *list);
    printf("%s|%s|%s\n", AS_TEXT(a, "b\n", 'c'), AS_TEXT(), AS_TEXT(  x   y  ));
    printf("%s\n", QQ(APPLY));
    printf("%s\n", QQ(f(2)(9)));
    int j[] = {t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12)};
    for (int i = 0; i < 7; i++) printf("%d ", j[i]);
    int first = __COUNTER__, second = __COUNTER__;
    printf("%d\n", second - first);
#define EARLY_AGAIN EARLY
#undef EARLY
#define EARLY 22
    printf("%d\n", EARLY_AGAIN);
    return 0;
}
