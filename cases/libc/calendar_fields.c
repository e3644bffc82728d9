// mktime puts fields in order; gmtime and strftime agree with it.
#include <stdio.h>
#include <time.h>

int main(void) {
    struct tm tm = {.tm_year = 126, .tm_mon = 13, .tm_mday = 32, .tm_hour = 25, .tm_min = -1};
    time_t when = mktime(&tm);
    char text[64];
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %a %j", &tm);
    printf("%s %ld\n", text, (long)when);
    time_t leap = 951782400;
    struct tm *day = gmtime(&leap);
    strftime(text, sizeof text, "%d %b %Y, %A, week %U", day);
    printf("%s, day %d\n", text, day->tm_yday);
    printf("%.0f\n", difftime(when, leap));
    return 0;
}
