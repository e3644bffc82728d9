#include <stdio.h>
#include <string.h>

#include "shared.h"

static int scale(int value, void *context) { return value * *(int *)context; }

static double through_list(const char *kinds, ...) {
    va_list list;
    va_start(list, kinds);
    double sum = add_list(kinds, list);
    va_end(list);
    return sum;
}

int main(void) {
    printf("sizes %zu %zu %zu %zu %zu %zu\n", sizeof(struct pair), sizeof(struct mixed), sizeof(struct big), sizeof(struct nested),
           sizeof(struct bits), sizeof(struct tight));
    printf("one %c\n", flip_one((struct one){'a'}).letter);
    struct pair pair = flip_pair((struct pair){-3, 1L << 20});
    printf("pair %d %ld\n", pair.a, pair.b);
    struct floats floats = flip_floats((struct floats){1.5f, -2.25f});
    printf("floats %g %g\n", floats.x, floats.y);
    struct mixed mixed = flip_mixed((struct mixed){9, 4.75});
    printf("mixed %d %g\n", mixed.n, mixed.x);
    printf("single %g\n", flip_single((struct single){6.5}).x);
    struct array array = flip_array((struct array){{3, 4}});
    printf("array %g %g\n", array.v[0], array.v[1]);
    struct big big = {10, 20, 30, "abcd"};
    struct big flipped = flip_big(big);
    printf("big %ld %ld %ld %s, still %ld\n", flipped.a, flipped.b, flipped.c, flipped.tail, big.a);
    struct nested nested = flip_nested((struct nested){{1.25}, 8.5f});
    printf("nested %g %g\n", nested.inner.x, nested.y);
    struct bits bits = flip_bits((struct bits){5, -60, 1UL << 39});
    printf("bits %u %d %lu\n", bits.low, bits.middle, (unsigned long)bits.high);
    struct tight tight = flip_tight((struct tight){'x', 1 << 30, 'y'});
    printf("tight %c %d %c\n", tight.c, tight.n, tight.s);
    printf("either %g\n", flip_either((union either){2.5}).d);
    printf("colour %d %d\n", flip_colour(RED), flip_colour(GREEN));
    printf("bool %d %d\n", flip_bool(true), flip_bool(0));
    printf("narrow %d %d\n", narrow(0x1ff), narrow_unsigned(-1));
    printf("halve %g\n", halve(5));
    printf("many %ld\n", many(1, -2, 3, 'd', 5.5, 6.25f, 7, 8, 9, -10, 11, (struct pair){12, 13}));
    printf("many floats %g\n", many_floats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    printf("quad %.30Lg\n", flip_quad((struct quad){0.1L}).x);
    struct quads quads = flip_quads((struct quads){4, -1.0L / 3});
    printf("quads %d %.30Lg\n", quads.n, quads.x);
    printf("many quads %.30Lg\n", many_quads(0.1L, 2, 0.3L, 4, 0.5L, 6, 0.7L, 0.8L));
    printf("more quads %.30Lg\n", add_quads(3, 0.1L, 1, 0.2L, 2, 0.3L, 3));
    shared_quad *= 3;
    printf("shared quad %.30Lg %d\n", shared_quad, shared_quad > 3.3L);
    printf("split %ld\n", split(1, 2, 3, 4, 5, 6, 7, (struct pair){8, 9}));
    printf("varargs %g\n", add_all(5, 1, 2.5, 3, 4.25, -5));
    printf("list %g\n", through_list("ildspb", -7, 1L << 33, 0.125, "Z", pair, big));
    int factor = 6;
    printf("apply %d\n", apply(scale, 7, &factor));
    printf("apply %d\n", apply(scale, -1, &factor));
    shared_thread += shared_counter;
    printf("globals %d %s %ld %s\n", shared_counter, shared_names[2], shared_thread, shared_big.tail);
    return strlen(shared_names[1]);
}
