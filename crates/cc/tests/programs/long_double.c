// long double is binary128 as gcc has it for riscv64: values, conversions, calls, text and the functions of math.h.
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct record {
    int a;
    long double b;
    char c;
};

static long double global = 1.1L, list[3] = {1, 2.5, 3e10L};
static struct record constant = {1, -LDBL_MAX, 2};
static const long double folded = (1.0L / 3) * -2 + LDBL_EPSILON;
static const double narrowed = (double)0.1L;
static const int whole = (int)123.9L;

static void show(const char *what, long double x) {
    unsigned long words[2];
    memcpy(words, &x, sizeof words);
    printf("%s %016lx%016lx\n", what, words[1], words[0]);
}

static long double mixed(int a, long double x, double y, long double z, float w, struct record q, long double r, long double s) {
    return a + x * y - z / w + q.b + r - s;
}

static long double sum(int count, ...) {
    va_list arguments;
    va_start(arguments, count);
    long double total = 0;
    for (int i = 0; i < count; i++) {
        total += va_arg(arguments, long double);
        total += va_arg(arguments, int);
    }
    va_end(arguments);
    return total;
}

static long double factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }

static void conversions(int i) {
    unsigned u = 4000000000u;
    long l = -9007199254740993;
    unsigned long ul = ~0UL;
    float f = 1.5f;
    double d = 0.1;
    char c = 200;
    long double third = 1.0L / 3 * i;
    _Bool b = third;
    show("int", i), show("unsigned", u), show("long", l), show("unsigned long", ul);
    show("float", f), show("double", d), show("char", c), show("_Bool", b);
    printf("%d %u %ld %lu\n", (int)(third * 100), (unsigned)(third * 6e9L), (long)(third * 1e18L), (unsigned long)(third * 4e19L));
    printf("%g %.17g %d %d\n", (float)third, (double)third, (char)(third * 300), (_Bool)(third - third));
    i += 2.75L, d *= 3.0L, f -= 0.25L;
    printf("%d %.17g %g\n", i, d, f);
}

static void operators(long double a, long double b) {
    long double array[4] = {1, 2}, *at = array;
    a += 2, show("+=", a);
    a -= 0.5, show("-=", a);
    a *= 7, show("*=", a);
    a /= b, show("/=", a);
    show("a++", a++), show("a", a), show("--a", --a), show("-a", -a);
    *at++ += 5, at[2] = *at * 7;
    show("array[0]", array[0]), show("array[3]", array[3]);
    printf("%d%d%d%d%d%d %d%d%d%d\n", a < b, a > b, a <= b, a >= b, a == b, a != b, !a, a && b, a || 0, a ? 1 : 2);
    long double nan = NAN;
    printf("%d%d%d%d%d%d\n", nan < b, nan > b, nan <= b, nan >= b, nan == b, nan != nan);
    show("conditional", b > 2 ? a : b), show("comma", (a++, b));
    while (b > 1e-3L) {
        b /= 10;
    }
    show("loop", b);
}

static void text(long double x) {
    static const char *const texts[] = {"1e4932", "1.18973149535723176508575932662800702e+4932", "1.2e4932", "0x1p-16494",
                                        "0x0.8p-16494", "0x1.fffffffffffffffffffffffffffp16383", "3e-4966", "-inf", "nan", "-0",
                                        "6.47517511943802511092443895822764655e-4966", "1e-5000", "0.1", "1e22",
                                        "123456789012345678901234567890123456789", "3.14159265358979323846264338327950288419"};
    printf("%Lf %.30Lf %Le %.33Lg %La %LG\n", x, x, x, x, x, 1e4000L);
    printf("[%25.10Lf] [%-25Le] [%+Lg] [%020Lf] %d\n", x, -x, x, x, 42);
    printf("%Lg %Lg %Lg %Lf\n", LDBL_MAX, LDBL_MIN, LDBL_TRUE_MIN, (long double)INFINITY);
    printf("%La %La %.3La %.0La %La\n", 0.0L, LDBL_MAX, global, 1.5L, LDBL_TRUE_MIN);
    printf("%2$Lf %1$d\n", 3, x);
    for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
        show(texts[i], strtold(texts[i], NULL));
    }
    long double small, pi;
    sscanf("1.1e-4940 3.14159265358979323846264338327950288", "%Lf %Lf", &small, &pi);
    show("small", small), show("pi", pi);
}

static void functions(void) {
    static const long double samples[] = {2.5L, -2.5L, 0.4L, -0.6L, 1e30L, 3.5L, -0.0L, 1e-4000L, LDBL_MAX, 7.75L, 1e-4940L};
    for (unsigned i = 0; i < sizeof samples / sizeof *samples; i++) {
        long double x = samples[i], part;
        int exponent;
        show("floor", floorl(x)), show("ceil", ceill(x)), show("trunc", truncl(x)), show("round", roundl(x));
        show("rint", rintl(x)), show("frexp", frexpl(x, &exponent)), show("modf", modfl(x, &part)), show("whole", part);
        show("ldexp", ldexpl(x, -3)), show("fmod", fmodl(x, 0.7L)), show("remainder", remainderl(x, 0.7L));
        show("fmax", fmaxl(x, 1)), show("fmin", fminl(x, 1)), show("copysign", copysignl(x, -1)), show("fabs", fabsl(x));
        show("sqrt", sqrtl(fabsl(x)));
        printf("%d: %d %d %d %d %d %d\n", exponent, isnan(x) != 0, isinf(x), isfinite(x) != 0, isnormal(x) != 0,
               signbit(x) != 0, fpclassify(x));
    }
    printf("%d %d %.10Lf %.10Lf\n", isinf(-1e4000L * 1e4000L), isinf(-HUGE_VALL), sinl(1.0L), powl(2.0L, 0.5L));
}

static unsigned long next(void) {
    static unsigned long state = 88172645463325252UL;
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return state;
}

static long double random_number(void) {
    unsigned long words[2] = {next(), next()};
    unsigned long kind = next() % 8;
    unsigned long exponent = kind == 0 ? 0 : kind == 1 ? 0x7ffe - next() % 3 : kind < 7 ? 16323 + next() % 120 : next() % 0x7fff;
    long double x;
    words[1] = (words[1] & 0x8000ffffffffffffUL) | exponent << 48;
    words[0] &= kind % 2 ? ~0UL : ~0UL << next() % 64;
    memcpy(&x, words, sizeof x);
    return x;
}

static unsigned long hash;
static void add(long double x) {
    unsigned long words[2];
    memcpy(words, &x, sizeof words);
    // Which NaN it is does not matter.
    hash = hash * 31 + (x == x ? words[0] + words[1] * 3 : 7);
}

static void random_arithmetic(void) {
    for (int i = 0; i < 3000; i++) {
        long double x = random_number(), y = random_number();
        add(x + y), add(x - y), add(x * y), add(x / y), add((double)x), add((float)y);
        hash = hash * 31 + (x < y) + 2 * (x <= y) + 4 * (x == y);
        hash = hash * 31 + (unsigned long)(long)fmodl(x, 1e15L);
    }
    printf("%lx\n", hash);
}

int main(int argc, char **argv) {
    struct record record = {5, 2.25L, 7};
    (void)argv;
    show("global", global), show("list", list[2]), show("constant", constant.b), show("folded", folded);
    printf("%.17g %d %zu %zu\n", narrowed, whole, sizeof(struct record), _Alignof(long double));
    show("mixed", mixed(1, 2.5L, 0.5, 3, 4, record, 1e20L, 2));
    show("sum", sum(3, 1.5L, 1, 2.5L, 2, LDBL_MIN, 3));
    show("factorial", factorial(25));
    conversions(argc);
    operators(argc, 3);
    text(argc / 3.0L);
    functions();
    random_arithmetic();
    return 0;
}
