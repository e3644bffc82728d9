// scanf's conversions: widths, sets, suppression, counts, pointers to allocate, and where it stops.
// stdin: "42 -17 0x1f 077 3.5e2 word [set] tail\nsecond line\n12abc"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    int a, b, c, d, n, got;
    float f;
    double g;
    char word[16], set[16], rest[32], one, three[3];
    got = scanf("%d %i %x %o %f %15s [%15[a-z]] %n", &a, &b, &c, &d, &f, word, set, &n);
    printf("%d: %d %d %d %d %.1f %s %s %d\n", got, a, b, c, d, f, word, set, n);
    got = scanf("%31[^\n]%c", rest, &one);
    printf("%d: \"%s\" %d\n", got, rest, one);
    got = scanf("%*s %3c", three);
    printf("%d: %.3s\n", got, three);
    got = scanf("%*s%2d%1[a-z]%s", &a, word, rest);
    printf("%d: %d %s %s\n", got, a, word, rest);
    got = scanf("%d", &a);
    printf("%d: eof %d\n", got, feof(stdin) != 0);

    long l;
    short h;
    signed char hh;
    unsigned long long ull;
    size_t z;
    got = sscanf("-5 70000 300 18446744073709551615 9", "%ld %hd %hhd %llu %zu", &l, &h, &hh, &ull, &z);
    printf("%d: %ld %d %d %llu %zu\n", got, l, h, hh, ull, z);
    got = sscanf("1e400 nan inf -0x1.8p3", "%lf %f", &g, &f);
    printf("%d: %f %f\n", got, g, f);
    got = sscanf("-0x1.8p3", "%lf", &g);
    printf("%d: %f\n", got, g);
    got = sscanf("12:34", "%d:%d", &a, &b);
    printf("%d: %d %d\n", got, a, b);
    got = sscanf("12;34", "%d:%d", &a, &b);
    printf("%d\n", got);
    printf("%d %d\n", sscanf("", "%d", &a), sscanf("x", "%d", &a));
    char *made = NULL;
    got = sscanf("allocated text", "%ms", &made);
    printf("%d: %s\n", got, made);
    free(made);
    void *pointer;
    got = sscanf("0xff", "%p", &pointer);
    printf("%d: %p\n", got, pointer);
    got = sscanf("abc]def", "%[]a-c]", word);
    printf("%d: %s\n", got, word);
    got = sscanf("50%", "%d%%%n", &a, &n);
    printf("%d: %d %d\n", got, a, n);
    return 0;
}
