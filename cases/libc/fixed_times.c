// gmtime, timegm, strftime and difftime at fixed moments: leap days, ends of years, before the epoch, ISO weeks.
#include <stdio.h>
#include <string.h>
#include <time.h>

static void show(time_t when) {
    struct tm parts;
    char text[128];
    gmtime_r(&when, &parts);
    strftime(text, sizeof text, "%F %T %a %j %U %W %V %G %u %w %y %C %e %I %p", &parts);
    printf("%12ld %s %ld\n", (long)when, text, (long)timegm(&parts) - (long)when);
}

int main(void) {
    time_t moments[] = {0, -1, 951782400, 951868799, 1709164800, 4107542399, 1230768000, 1262304000, 1483228799, -2208988800,
                        253402300799, 1104537600, -62135596800};
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        show(moments[i]);
    }
    struct tm odd = {.tm_year = 100, .tm_mon = 14, .tm_mday = -3, .tm_hour = 49, .tm_min = -70, .tm_sec = 3661};
    time_t when = timegm(&odd);
    printf("%ld %d-%d-%d %d:%d:%d %d %d\n", (long)when, odd.tm_year, odd.tm_mon, odd.tm_mday, odd.tm_hour, odd.tm_min, odd.tm_sec,
           odd.tm_wday, odd.tm_yday);
    printf("%.0f %.0f\n", difftime(10, 3), difftime(-5, 86400));
    char text[64] = "kept";
    struct tm epoch = {.tm_mday = 1, .tm_year = 70, .tm_wday = 4};
    printf("%zu ", strftime(text, 5, "%Y-%m", &epoch));
    printf("%zu ", strftime(text, sizeof text, "", &epoch));
    printf("%zu %s\n", strftime(text, sizeof text, "%A %d %B%%%n%t|%D|%R|%r|%c|%x|%X|%h", &epoch), text);
    printf("%s", asctime(&epoch));
    return 0;
}
