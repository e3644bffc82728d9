// mktime brings fields into range and computes the other ones.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void show(int year, int month, int day, int hour, int minute, int second) {
    struct tm parts;
    memset(&parts, 0, sizeof parts);
    parts.tm_year = year - 1900;
    parts.tm_mon = month - 1;
    parts.tm_mday = day;
    parts.tm_hour = hour;
    parts.tm_min = minute;
    parts.tm_sec = second;
    time_t when = mktime(&parts);
    char text[64];
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %A, day %j, week %V", &parts);
    printf("%ld: %s\n", (long)when, text);
}

int main(void) {
    setenv("TZ", "UTC", 1);
    tzset();
    show(1970, 1, 1, 0, 0, 0);
    show(2000, 2, 30, 0, 0, 0);
    show(2023, 14, 35, 25, 61, 61);
    show(2024, 1, 0, 0, 0, -1);
    show(1900, 3, 1, 12, 0, 0);
    show(2038, 1, 19, 3, 14, 8);
    show(2100, 2, 29, 0, 0, 0);
    struct tm epoch = {.tm_year = 70, .tm_mday = 1};
    time_t later = timegm(&epoch) + 86400;
    printf("difference %.0f, %s", difftime(later, 0), asctime(gmtime(&later)));
    return 0;
}
