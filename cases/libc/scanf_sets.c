// Scansets, widths, suppression, %n, and where a failed conversion leaves the text.
#include <stdio.h>
#include <string.h>

int main(void) {
    char a[16], b[16], c[16];
    int n = -1, m = -1, count;
    count = sscanf("abc123def", "%[a-z]%[0-9]%s", a, b, c);
    printf("%d %s %s %s\n", count, a, b, c);
    count = sscanf("key = some value # comment", "%15[^= ] = %15[^#]%n", a, b, &n);
    printf("%d [%s] [%s] %d\n", count, a, b, n);
    count = sscanf("]x^-y", "%[]x]%[-^]%c", a, b, c);
    printf("%d [%s] [%s] %c\n", count, a, b, c[0]);
    count = sscanf("1234567890", "%3d%2d%4s", &n, &m, a);
    printf("%d %d %d %s\n", count, n, m, a);
    count = sscanf("skip 42 keep", "%*s %d %*c%s", &n, a);
    printf("%d %d %s\n", count, n, a);
    count = sscanf("  x", "%c%c", a, b);
    printf("%d [%c][%c]\n", count, a[0], b[0]);
    count = sscanf("  x", " %c", a);
    printf("%d [%c]\n", count, a[0]);
    count = sscanf("12abc", "%d%d", &n, &m);
    printf("%d %d\n", count, n);
    count = sscanf("", "%d", &n);
    printf("%d\n", count);
    count = sscanf("abc", "%[0-9]", a);
    printf("%d\n", count);
    count = sscanf("0x1f 077 99 -0x10", "%i %i %i %i", &n, &m, (int *)a, (int *)b);
    printf("%d %d %d %d %d\n", count, n, m, *(int *)a, *(int *)b);
    unsigned char small;
    short medium;
    long long large;
    count = sscanf("255 -32768 9223372036854775807", "%hhu %hd %lld", &small, &medium, &large);
    printf("%d %u %d %lld\n", count, small, medium, large);
    float f;
    double d;
    count = sscanf("3.5e2abc", "%f%s", &f, a);
    printf("%d %g %s\n", count, (double)f, a);
    count = sscanf("1.5.25", "%lf%lf", &d, &d);
    printf("%d %g\n", count, d);
    count = sscanf("50% off", "%d%% %s", &n, a);
    printf("%d %d %s\n", count, n, a);
    memset(a, '.', sizeof a);
    count = sscanf("wxyz", "%3c", a);
    printf("%d %.5s\n", count, a);
    count = sscanf("10:20:30", "%d:%d:%*d%n", &n, &m, &count);
    printf("%d %d %d\n", count, n, m);
    return 0;
}
