// POSIX's numbered arguments: any order, any use twice, with widths and precisions of their own.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int say(const char *format, ...) {
    char text[128];
    va_list list;
    va_start(list, format);
    int length = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    printf("[%s] %d\n", text, length);
    return length;
}

int main(void) {
    say("%2$s, %1$s!", "world", "hello");
    say("%1$s %1$s %1$s", "again");
    say("%3$d %1$s %2$.3f %4$c", "text", 2.71828, -5, 'x');
    say("%2$*1$d|%2$-*1$d|%2$0*1$d", 8, 42);
    say("%3$.*1$f %3$*2$.*1$f", 2, 9, 3.14159);
    say("%2$-*1$d|", -6, 7);
    say("%1$lx %2$hhd %3$lld %4$zu", 0xABCDEF012345L, 300, -1LL << 40, (size_t)99);
    say("%1$5s|%1$-5s|%1$.1s", "ab");
    say("%2$e %1$g %3$a", 0.5, 12345.678, 1.0);
    say("%5$d%4$d%3$d%2$d%1$d", 1, 2, 3, 4, 5);
    say("%1$d%% of %2$+05d", 50, 7);
    char small[6];
    int wanted = snprintf(small, sizeof small, "%2$s%1$s", "def", "abc");
    printf("%s %d\n", small, wanted);
    int count = 0;
    printf("%2$s%1$n\n", &count, "counted");
    printf("%d\n", count);
    return 0;
}
