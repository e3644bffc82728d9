// strtod, strtof and atof: formats, ends, ranges.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void show(const char *text) {
    char *end;
    errno = 0;
    double value = strtod(text, &end);
    int error = errno;
    float small = strtof(text, NULL);
    printf("\"%s\": %.17g %.9g rest \"%s\"%s\n", text, value, small, end, error ? " ERANGE" : "");
}

int main(void) {
    const char *texts[] = {"0",       "-0",        "1.5",    "  +2.5e3x", ".5",     "5.",      ".",       "e5",
                           "1e",      "1e+",       "0x10",   "0x1.8p1",   "0x.8",   "0xg",     "inf",     "-INFINITY",
                           "infinit", "nan",       "1e308",  "1e309",     "1e-400", "4.9e-324", "2.2250738585072011e-308",
                           "0.1",     "123456789012345678901234567890", "9007199254740993", "1,5", ""};
    for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
        show(texts[i]);
    }
    printf("%g %g\n", atof("3.25abc"), atof("abc"));
    return 0;
}
