// Macros: strings, pasting, variable arguments, recursion that stops, arguments with commas.
#include <stdio.h>

static int g(int x) { return x * 7; }
static int self = 4;

#define STR(x) #x
#define XSTR(x) STR(x)
#define CAT(a, b) a##b
#define XCAT(a, b) CAT(a, b)
#define VERSION 3
#define LOG(format, ...) printf("[%s] " format "\n", __func__, ##__VA_ARGS__)
#define COUNT(...) COUNT_(__VA_ARGS__, 5, 4, 3, 2, 1)
#define COUNT_(a, b, c, d, e, n, ...) n
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define SWAP(type, a, b) do { type t_ = a; a = b; b = t_; } while (0)
#define EACH(do_) do_(red) do_(green) do_(blue)
#define ENUM(name) COLOR_##name,
#define NAME(name) #name,
#define self self + 1
#define f(x) g(x)
#define g(x) f(x) + 1
#define EMPTY
#define PAIR 1, 2
#define FIRST(a, ...) a
#define XFIRST(x) FIRST(x)
#define named(args...) printf(args)

enum color { EACH(ENUM) COLORS };
static const char *names[] = {EACH(NAME)};

int main(void) {
    printf("%s %s %s\n", STR(VERSION), XSTR(VERSION), STR("a\n" 'b' \t  c));
    int xy = 5, x3 = 6;
    printf("%d %d\n", CAT(x, y), XCAT(x, VERSION));
    LOG("plain");
    LOG("%d and %d", 1, 2);
    printf("%d %d\n", COUNT(a), COUNT(a, b, c));
    int a = 1, b = 2;
    if (a < b) SWAP(int, a, b); else printf("no\n");
    printf("%d %d %d\n", a, b, MAX(a++, b));
    for (int i = 0; i < COLORS; i++) printf("%s=%d ", names[i], i);
    printf("\n");
    printf("%d\n", self);
    printf("%d\n", g(1));
    printf("%d %d\n", XFIRST(PAIR), FIRST(8, 9));
    printf("<%s> <%s>\n", STR(), STR( EMPTY ));
    named("%s %d\n", "named", 1);
    printf("%d\n", CAT(1, 2) + CAT(0x, ff) + -EMPTY-1);
    return 0;
}
