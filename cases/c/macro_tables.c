// Tables kept in one macro list: enumerations, names, dispatch; pasting and text with arguments that are macros.
#include <stdio.h>

#define COLOURS(X, ...) X(RED, 0xFF0000, __VA_ARGS__) X(GREEN, 0x00FF00, __VA_ARGS__) X(BLUE, 0x0000FF, __VA_ARGS__)
#define MEMBER(name, value, ...) COLOUR_##name,
#define TEXT(name, value, ...) [COLOUR_##name] = #name,
#define VALUE(name, value, ...) case COLOUR_##name: return value;
enum colour { COLOURS(MEMBER) COLOUR_COUNT };
static const char *const names[] = {COLOURS(TEXT)};
static int value_of(enum colour c) {
    switch (c) {
        COLOURS(VALUE)
    default: return -1;
    }
}

#define STRING_(x) #x
#define STRING(x) STRING_(x)
#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define UNIQUE(prefix) JOIN(prefix, __LINE__)
#define COUNT(...) COUNT_(__VA_ARGS__, 5, 4, 3, 2, 1, 0)
#define COUNT_(a, b, c, d, e, n, ...) n
#define MAX(a, b) ({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ > b_ ? a_ : b_; })
#define FIRST(x, ...) x
#define SHOW(format, ...) printf("%s: " format "\n", __func__, ##__VA_ARGS__)
#define WIDTH 8
#define SWAP(type, a, b) do { type kept = a; a = b; b = kept; } while (0)
#if defined(WIDTH) && WIDTH * 2 == 16 && !defined NOTHING && (-1 < 0u ? 0 : 1)
#define CHOICE "chosen"
#elif 1
#define CHOICE "wrong"
#endif

int main(void) {
    int UNIQUE(line_) = 1;
#undef SELF_value
    int SELF_value = 4;
#define SELF_value SELF_value + 0
    for (enum colour c = 0; c < COLOUR_COUNT; c++) {
        printf("%d %s %06x\n", c, names[c], value_of(c));
    }
    printf("%s %s %s\n", STRING(WIDTH), STRING_(WIDTH), STRING(JOIN(WID, TH)));
    printf("%d %d %d\n", COUNT(a), COUNT(a, b, c), COUNT((a, b), c));
    printf("%d %.1f\n", MAX(SELF_value, 3), MAX(2.5, 1));
    printf("%d %d\n", SELF_value, FIRST(1, 2, 3));
    SHOW("nothing more");
    SHOW("%d and %s", 5, "text");
    printf("%s %s\n", CHOICE, STRING_("quoted \"text\"\n" 'c' a  +   b));
    int a = 1, b = 2;
    if (a < b)
        SWAP(int, a, b);
    else
        a = 100;
    printf("%d %d\n", a, b);
#line 500 "renamed.c"
    printf("%s:%d\n", __FILE__, __LINE__);
    printf("%d\n", __COUNTER__ + __COUNTER__ * 10);
    return 0;
}
