// TZ in POSIX's form: offsets, summer time north and south, names, mktime back.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void show(time_t when) {
    struct tm *parts = localtime(&when);
    char text[64];
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %Z %z", parts);
    struct tm copy = *parts;
    time_t back = mktime(&copy);
    printf("%11ld %s dst %d off %ld%s\n", (long)when, text, parts->tm_isdst, parts->tm_gmtoff, back == when ? "" : " differs");
}

static void in_zone(const char *zone) {
    setenv("TZ", zone, 1);
    tzset();
    printf("%s: %s %s %ld %d\n", zone, tzname[0], tzname[1], timezone, daylight);
    show(0);
    show(1700000000);
    show(1720000000);
}

static void made(const char *what, int month, int day, int hour, int is_summer) {
    struct tm parts;
    memset(&parts, 0, sizeof parts);
    parts.tm_year = 124;
    parts.tm_mon = month - 1;
    parts.tm_mday = day;
    parts.tm_hour = hour;
    parts.tm_isdst = is_summer;
    long when = (long)mktime(&parts);
    printf("%s: %ld, %02d:%02d dst %d\n", what, when, parts.tm_hour, parts.tm_min, parts.tm_isdst);
}

int main(void) {
    in_zone("UTC0");
    in_zone("CET-1CEST,M3.5.0,M10.5.0/3");
    // The seconds before and at both changes of 2024.
    show(1711846799);
    show(1711846800);
    show(1729990799);
    show(1729990800);
    made("winter", 1, 15, 12, -1);
    made("summer", 7, 15, 12, -1);
    made("winter as summer", 1, 15, 12, 1);
    made("summer as winter", 7, 15, 12, 0);
    made("overflow", 13, 40, 30, -1);
    in_zone("EST5EDT,M3.2.0,M11.1.0");
    in_zone("EST5EDT");
    in_zone("AEST-10AEDT,M10.1.0,M4.1.0/3");
    in_zone("IST-5:30");
    in_zone("<+0545>-5:45");
    in_zone("NST3:30NDT2:30,M3.2.0,M11.1.0");
    in_zone("XXX0YYY,J60/0,J300");
    in_zone("XXX0YYY,59/0,299");
    in_zone("JST-9");
    time_t noon = 43200;
    printf("%s", ctime(&noon));
    struct tm utc;
    gmtime_r(&noon, &utc);
    printf("%s%s %ld\n", asctime(&utc), utc.tm_zone, (long)timegm(&utc));
    return 0;
}
