// Numbers from text: strtol and strtod families, scanf.
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 1234567;

static uint64_t next_bits(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void integers(const char *text, int base) {
    char *end;
    errno = 0;
    long value = strtol(text, &end, base);
    int valid = base != 1 && base != 37;
    printf("strtol %s %d: %ld +%ld %d\n", text, base, value, valid ? (long)(end - text) : 0, errno);
    errno = 0;
    unsigned long plain = strtoul(text, &end, base);
    printf("strtoul %s %d: %lu +%ld %d\n", text, base, plain, valid ? (long)(end - text) : 0, errno);
}

static void floats(const char *text) {
    char *end;
    errno = 0;
    double value = strtod(text, &end);
    printf("strtod %s: %a +%ld %d\n", text, value, (long)(end - text), errno);
    errno = 0;
    float narrow = strtof(text, &end);
    printf("strtof %s: %a +%ld %d\n", text, narrow, (long)(end - text), errno);
}

static void scans(void) {
    int a = -1, b = -1, n = -1;
    long l = -1;
    unsigned u = 0;
    short h = -1;
    char c = '?', word[32] = "?", rest[32] = "?";
    double d = -1;
    float f = -1;
    printf("%d", sscanf("12 -34 0x1f", "%d %d %i", &a, &b, &n));
    printf(" %d %d %d\n", a, b, n);
    printf("%d", sscanf("  key = value # note", " %31[a-z] = %31[^#]", word, rest));
    printf(" <%s> <%s>\n", word, rest);
    printf("%d", sscanf("3.25e2,7,q", "%lf,%f,%c", &d, &f, &c));
    printf(" %g %g %c\n", d, f, c);
    printf("%d", sscanf("123456789", "%3d%2hd%n%4s", &a, &h, &n, word));
    printf(" %d %d %d %s\n", a, h, n, word);
    printf("%d %d %d\n", sscanf("", "%d", &a), sscanf("x", "%d", &a), sscanf("5 x", "%d %d", &a, &b));
    printf("%d", sscanf("ffffffffff 777 4000000000", "%lx %o %u", &l, &u, (unsigned *)&n));
    printf(" %lx %u %u\n", l, u, (unsigned)n);
    printf("%d", sscanf("a-b]c", "%[]a-b-]", word));
    printf(" %s\n", word);
    printf("%d", sscanf("10 20", "%*d %d", &a));
    printf(" %d\n", a);
    printf("%d", sscanf("50%", "%d%%", &a));
    printf(" %d\n", a);
    printf("%d", sscanf("1e", "%lf", &d));
    printf("%d", sscanf("nan inf -Infinity", "%lf %f %lf", &d, &f, &d));
    printf(" %g %g\n", d, f);
}

int main(void) {
    const char *whole[] = {"0", "42", "-42", "+7", "  \t\n12x", "0x1F", "0x", "0xg", "077", "08", "zz", "9223372036854775807",
                           "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615",
                           "18446744073709551616", "-1", "", "-", "abc", "7fffffffffffffff"};
    const int bases[] = {0, 10, 16, 8, 2, 36, 1, 37};
    for (unsigned i = 0; i < sizeof whole / sizeof *whole; i++) {
        for (unsigned k = 0; k < sizeof bases / sizeof *bases; k++) {
            integers(whole[i], bases[k]);
        }
    }
    const char *real[] = {"0", "-0", "1", ".5", "5.", ".", "1e5", "1e", "1e+", "1.5e-3x", "inf", "-INFINITY", "nan", "infin",
                          "0x1p3", "0x1.8p1", "0x.8", "0x", "0x1.00000000000008p0", "0x1.000000000000081p0", "0x1p-1074",
                          "0x1p-1075", "0x1.8p-1075", "0x1p1024", "1e308", "1.7976931348623157e308", "1.7976931348623159e308",
                          "1e309", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2e-324", "1e-400",
                          "2.2250738585072011e-308", "2.2250738585072014e-308", "9007199254740993",
                          "9007199254740992.99999999999999999999", "9007199254740993.00000000000000000001", "1e23", "8.5e22",
                          "0.1", "123456789012345678901234567890", "3.4028235e38", "3.4028236e38", "1.00000005960464477539",
                          "  2.5abc", "0.000000000000000000000000000000000000000000001", "1e-45", "7e-46", "12345678901234567890e-40"};
    for (unsigned i = 0; i < sizeof real / sizeof *real; i++) {
        floats(real[i]);
    }
    for (int i = 0; i < 3000; i++) {
        char text[80];
        uint64_t bits = next_bits();
        double value;
        memcpy(&value, &bits, sizeof value);
        if (value != value) {
            continue;
        }
        snprintf(text, sizeof text, i % 3 == 0 ? "%.17g" : i % 3 == 1 ? "%.16e" : "%.25e", value);
        double again = strtod(text, 0);
        if (again != value && i % 3 != 1) {
            printf("not read back: %s\n", text);
        }
        floats(text);
        uint64_t whole = next_bits();
        uint64_t fraction = next_bits();
        snprintf(text, sizeof text, "%lu.%lue%d", whole, fraction, (int)(next_bits() % 80) - 40);
        floats(text);
    }
    printf("%d %ld %lld %g\n", atoi(" -17x"), atol("123456789012"), atoll("-5"), atof("2.5"));
    scans();
    return 0;
}
