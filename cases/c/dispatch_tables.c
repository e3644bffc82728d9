// Tables of functions: an interpreter of postfix, methods in structs, functions that return functions, signatures of all kinds.
#include <ctype.h>
#include <stdio.h>
#include <string.h>

typedef long operation(long a, long b);
static long add(long a, long b) { return a + b; }
static long subtract(long a, long b) { return a - b; }
static long multiply(long a, long b) { return a * b; }
static long divide(long a, long b) { return b ? a / b : 0; }
static operation *const operations[128] = {['+'] = add, ['-'] = subtract, ['*'] = multiply, ['/'] = divide};

static long evaluate(const char *text) {
    long stack[16];
    int top = 0;
    for (; *text; text++) {
        if (isdigit(*text)) {
            long value = 0;
            for (; isdigit(*text); text++) {
                value = value * 10 + *text - '0';
            }
            stack[top++] = value;
            text--;
        } else if (*text < 128 && operations[(int)*text]) {
            top--;
            stack[top - 1] = operations[(int)*text](stack[top - 1], stack[top]);
        }
    }
    return stack[0];
}

struct shape;
struct methods { double (*area)(const struct shape *); const char *(*name)(void); void (*scale)(struct shape *, double); };
struct shape { const struct methods *is; double a, b; };
static double rectangle_area(const struct shape *s) { return s->a * s->b; }
static double circle_area(const struct shape *s) { return 3 * s->a * s->a; }
static const char *rectangle_name(void) { return "rectangle"; }
static const char *circle_name(void) { return "circle"; }
static void scale(struct shape *s, double by) { s->a *= by; s->b *= by; }
static const struct methods rectangle = {rectangle_area, rectangle_name, scale};
static const struct methods circle = {.name = circle_name, .area = &circle_area, .scale = *scale};

static float halve(float x) { return x / 2; }
static double square(double x) { return x * x; }
static int (*choose(char which))(const char *, const char *) {
    static int (*const table[2])(const char *, const char *) = {strcmp, strcasecmp};
    return table[which == 'i'];
}
static void (*state)(int);
static void second(int n);
static void first(int n) { printf("first %d\n", n); state = second; }
static void second(int n) { printf("second %d\n", n); state = n > 3 ? NULL : first; }

int main(void) {
    printf("%ld %ld %ld\n", evaluate("3 4 + 5 *"), evaluate("100 7 / 3 -"), evaluate("2 3 4 5 + * -"));
    struct shape shapes[] = {{&rectangle, 2, 3}, {&circle, 4, 0}};
    for (int i = 0; i < 2; i++) {
        shapes[i].is->scale(&shapes[i], 1.5);
        printf("%s %.2f\n", shapes[i].is->name(), (*shapes[i].is->area)(&shapes[i]));
    }
    printf("%d %d\n", choose('i')("ABC", "abc") == 0, choose('c')("ABC", "abc") < 0);
    union { float (*f)(float); double (*d)(double); } u;
    u.f = halve;
    printf("%.2f ", (double)u.f(5));
    u.d = square;
    printf("%.2f\n", u.d(5));
    state = first;
    for (int n = 0; state; n++) {
        state(n);
    }
    printf("%d\n", (**add == add) + (&add == add));
    return 0;
}
