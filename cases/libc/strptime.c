// strptime reads what strftime wrote, and computes the days that follow from a date.
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <time.h>

static void show(const char *text, const char *format) {
    struct tm parts;
    memset(&parts, 0, sizeof parts);
    char *end = strptime(text, format, &parts);
    if (!end) {
        printf("\"%s\" by \"%s\": no\n", text, format);
        return;
    }
    printf("\"%s\" by \"%s\": %d-%d-%d %d:%d:%d wday %d yday %d off %ld, rest \"%s\"\n", text, format,
           parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
           parts.tm_wday, parts.tm_yday, parts.tm_gmtoff, end);
}

int main(void) {
    show("2024-02-29 13:45:59", "%Y-%m-%d %H:%M:%S");
    show("2024-02-29 13:45:59 tail", "%F %T");
    show("Thu Jan  1 00:00:00 1970", "%a %b %e %H:%M:%S %Y");
    show("Thu Jan  1 00:00:00 1970", "%c");
    show("03/09/07", "%D");
    show("12/31/68", "%m/%d/%y");
    show("12/31/69", "%m/%d/%y");
    show("11:30:00 PM", "%r");
    show("12:05 am", "%I:%M %p");
    show("12:05 pm", "%I:%M %p");
    show("2023 200", "%Y %j");
    show("September 5, 2001", "%B %d, %Y");
    show("  7  8", "%H%M");
    show("+0530", "%z");
    show("-07:00", "%z");
    show("20 17", "%C %y");
    show("100%", "%j%%");
    show("25:00", "%H:%M");
    show("Nonday", "%A");
    show("2024-13-01", "%Y-%m-%d");
    return 0;
}
