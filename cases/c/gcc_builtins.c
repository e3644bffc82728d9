// Functions that GCC knows by itself: bits, floating-point classes, sizes, and library functions without their headers.
#include <stddef.h>

#define SHOW(format, ...) __builtin_printf(#__VA_ARGS__ ": " format "\n", __VA_ARGS__)

struct record {
    char name[12];
    int values[4];
};

static int calls;
static int count(void) { return ++calls; }
static double id(double x) { return x; }
static float idf(float x) { return x; }

static void bits(void) {
    volatile unsigned small[] = {1, 2, 3, 0x80000000u, 0x00f0, 0xffffffffu, 0x12345678u};
    volatile unsigned long large[] = {1, 1UL << 40, ~0UL, 0x123456789abcdef0UL, 1UL << 63};
    for (int i = 0; i < 7; i++) {
        unsigned x = small[i];
        __builtin_printf("%08x: clz %d ctz %d popcount %d parity %d ffs %d bswap %08x %04x\n", x, __builtin_clz(x),
                         __builtin_ctz(x), __builtin_popcount(x), __builtin_parity(x), __builtin_ffs((int)x),
                         __builtin_bswap32(x), __builtin_bswap16((unsigned short)x));
    }
    for (int i = 0; i < 5; i++) {
        unsigned long x = large[i];
        __builtin_printf("%016lx: clz %d ctz %d popcount %d parity %d ffs %d bswap %016lx\n", x, __builtin_clzl(x),
                         __builtin_ctzll(x), __builtin_popcountl(x), __builtin_parityll(x), __builtin_ffsl((long)x),
                         __builtin_bswap64(x));
    }
    volatile int zero = 0;
    volatile long long_zero = 0;
    SHOW("%d", __builtin_ffs(zero));
    SHOW("%d", __builtin_ffsll(long_zero));
    SHOW("%d", __builtin_popcount(zero));
}

static void floats(void) {
    double values[] = {0.0, -0.0, 1.5, -2.25, 1e-310, __builtin_inf(), -__builtin_huge_val(), __builtin_nan("")};
    for (int i = 0; i < 8; i++) {
        double x = id(values[i]);
        float y = idf((float)values[i]);
        __builtin_printf("%d: nan %d inf %d finite %d normal %d sign %d; float: nan %d inf %d finite %d normal %d sign %d\n", i,
                         !!__builtin_isnan(x), !!__builtin_isinf(x), !!__builtin_isfinite(x), !!__builtin_isnormal(x),
                         !!__builtin_signbit(x), !!__builtin_isnan(y), !!__builtin_isinf(y), !!__builtin_isfinite(y),
                         !!__builtin_isnormal(y), !!__builtin_signbitf(y));
    }
    double nan = id(__builtin_nan("")), one = id(1);
    SHOW("%d %d", __builtin_isunordered(one, nan), __builtin_isunordered(one, one));
    SHOW("%d %d", __builtin_isgreater(one, nan), __builtin_isgreater(one, 0.5f));
    SHOW("%d %d", __builtin_islessequal(one, 1), __builtin_isless(nan, one));
    SHOW("%g %g", __builtin_fabs(id(-2)), (double)__builtin_fabsf(idf(-3)));
    SHOW("%g %g", __builtin_sqrt(id(16)), __builtin_copysign(id(3), -0.0));
    SHOW("%g %g", (double)__builtin_inff(), (double)__builtin_huge_valf());
}

static int never(int x) {
    switch (x & 1) {
    case 0: return 10;
    case 1: return 20;
    default: __builtin_unreachable();
    }
}

int main(void) {
    struct record record;
    char text[20], *place;
    bits();
    floats();
    SHOW("%ld %ld", __builtin_expect(calls, 0), __builtin_expect(!calls, 1));
    SHOW("%d %d", never(4), never(5));
    SHOW("%zu %zu", __builtin_offsetof(struct record, values), __builtin_offsetof(struct record, values[2]));
    SHOW("%d %d", __builtin_constant_p(3 + 4), __builtin_constant_p(calls));
    SHOW("%d %d", __builtin_types_compatible_p(int, const int), __builtin_types_compatible_p(int, long));
    SHOW("%d", __builtin_choose_expr(1, 7, count()));
    SHOW("%d", calls);
    SHOW("%zu %zu", __builtin_object_size(text, 0), __builtin_object_size(&record, 1));
    SHOW("%zu %zu", __builtin_object_size((char *)(size_t)count(), 0), __builtin_object_size((char *)(size_t)calls, 2));
    __builtin_prefetch(&record);
    __builtin_prefetch(&record, 1, 3);
    SHOW("%d", __builtin_frame_address(0) != NULL);
    SHOW("%d", __builtin_return_address(0) != NULL);
    place = __builtin_alloca(16);
    __builtin_memset(place, 'x', 15);
    place[15] = 0;
    SHOW("%s", place);
    SHOW("%zu %d", __builtin_strlen(place), __builtin_strcmp(place, "xx") > 0);
    __builtin_strcpy(text, "abc");
    __builtin_memcpy(text + 3, "def", 4);
    __builtin_memmove(text + 1, text, 4);
    SHOW("%s", text);
    SHOW("%d", __builtin_memcmp("abc", "abd", 3) < 0);
    SHOW("%s", __builtin_strchr(text, 'c'));
    SHOW("%d %ld", __builtin_abs(-5), __builtin_labs(-6L));
    char *block = __builtin_malloc(8);
    __builtin_free(block);
    __builtin_puts("the end");
    if (calls > 100) {
        __builtin_abort();
    }
    __builtin_exit(3);
}
