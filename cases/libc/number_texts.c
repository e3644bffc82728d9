// Numbers to text and back: strtol at the limits, with every base; strtod's forms; atoi's stop.
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

static void whole(const char *text, int base) {
    char *end;
    errno = 0;
    long value = strtol(text, &end, base);
    printf("%s (%d): %ld rest '%s' %d\n", text, base, value, end, errno == ERANGE);
}

static void real(const char *text) {
    char *end;
    errno = 0;
    double value = strtod(text, &end);
    printf("%s: %.17g %a rest '%s' %d\n", text, value, value, end, errno == ERANGE);
}

int main(void) {
    whole("9223372036854775807", 10);
    whole("9223372036854775808", 10);
    whole("-9223372036854775808", 10);
    whole("-9223372036854775809x", 10);
    whole("zz", 36);
    whole("0x", 16);
    whole("0x1G", 0);
    whole("0778", 0);
    whole("  +12 34", 10);
    whole("- 5", 10);
    whole("", 10);
    whole("11021", 2);
    real("1e308");
    real("1e309");
    real("-1e-400");
    real("4.9406564584124654e-324");
    real("2.2250738585072011e-308");
    real("0x1.8p+3z");
    real("infinity!");
    real("nanx");
    real(".5.5");
    real("1e+");
    real("9007199254740993");
    real("0.1000000000000000055511151231257827021181583404541015625");
    printf("%d %ld %g\n", atoi(" 42abc"), atol("-7"), atof("2.5e1x"));
    printf("%lu\n", strtoul("-1", NULL, 10));
    printf("%llu\n", strtoull("18446744073709551616", NULL, 10));
    div_t d = div(-17, 5);
    ldiv_t l = ldiv(1000000007L, -10L);
    printf("%d %d %ld %ld %d %ld\n", d.quot, d.rem, l.quot, l.rem, abs(-5), labs(LONG_MIN + 1));
    return 0;
}
