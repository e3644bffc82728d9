// Calendar and formats, in UTC.
#include <stdio.h>
#include <string.h>
#include <time.h>

int main(void) {
    long times[] = {0, 1, -1, 86399, 951782400, 1709164800, 4102444799, -2208988800, 1234567890, 253402300799, -62135596800};
    for (unsigned i = 0; i < sizeof times / sizeof *times; i++) {
        time_t t = times[i];
        struct tm parts = *gmtime(&t);
        char text[200];
        strftime(text, sizeof text, "%a %A %b %B %c|%C %d %D %e %F %g %G %H %I %j %m %M %p %r %R %S %T %u %U %V %w %W %x %X %y %Y %%",
                 &parts);
        printf("%ld: %s\n%s", times[i], text, asctime(&parts));
        printf("%ld\n", (long)timegm(&parts));
    }
    for (long day = -800000; day < 800000; day += 977) {
        time_t t = day * 86400 + 3661;
        struct tm *p = gmtime(&t);
        printf("%d-%d-%d %d %d\n", p->tm_year, p->tm_mon, p->tm_mday, p->tm_wday, p->tm_yday);
    }
    struct tm odd = {.tm_year = 124, .tm_mon = 14, .tm_mday = -5, .tm_hour = 50, .tm_min = -3, .tm_sec = 100};
    time_t t = timegm(&odd);
    printf("%ld %s", (long)t, asctime(&odd));
    return 0;
}
