// Times as text: asctime, strftime in the C locale.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const weekdays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

char *asctime_r(const struct tm *parts, char *text) {
    sprintf(text, "%.3s %.3s%3d %.2d:%.2d:%.2d %d\n", weekdays[parts->tm_wday], months[parts->tm_mon], parts->tm_mday,
            parts->tm_hour, parts->tm_min, parts->tm_sec, 1900 + parts->tm_year);
    return text;
}

char *asctime(const struct tm *parts) {
    static char text[64];
    return asctime_r(parts, text);
}

char *ctime_r(const time_t *when, char *text) {
    struct tm parts;
    return localtime_r(when, &parts) ? asctime_r(&parts, text) : NULL;
}

char *ctime(const time_t *when) {
    static char text[64];
    return ctime_r(when, text);
}

static int is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// ISO 8601: week 1 is the one with the year's first Thursday.
static int iso_week(const struct tm *parts, int *year) {
    int monday_based = (parts->tm_wday + 6) % 7;
    int week = (parts->tm_yday - monday_based + 10) / 7;
    *year = parts->tm_year + 1900;
    if (week < 1) {
        *year -= 1;
        int yday = parts->tm_yday + 365 + is_leap(*year);
        return (yday - monday_based + 10) / 7;
    }
    if (week == 53) {
        int days = 365 + is_leap(*year);
        if (parts->tm_yday - monday_based + 3 >= days) {
            *year += 1;
            return 1;
        }
    }
    return week;
}

// One conversion into `text`, or a format that stands for several in `*expansion`.
static void convert(char c, const struct tm *p, char text[64], const char **expansion) {
    int iso_year;
    int week = iso_week(p, &iso_year);
    int hour12 = p->tm_hour % 12 == 0 ? 12 : p->tm_hour % 12;
    int year = p->tm_year + 1900;
    text[0] = 0;
    switch (c) {
    case 'a': sprintf(text, "%.3s", weekdays[p->tm_wday]); break;
    case 'A': strcpy(text, weekdays[p->tm_wday]); break;
    case 'b':
    case 'h': sprintf(text, "%.3s", months[p->tm_mon]); break;
    case 'B': strcpy(text, months[p->tm_mon]); break;
    case 'c': *expansion = "%a %b %e %H:%M:%S %Y"; break;
    case 'C': sprintf(text, "%d", year / 100); break;
    case 'd': sprintf(text, "%02d", p->tm_mday); break;
    case 'D':
    case 'x': *expansion = "%m/%d/%y"; break;
    case 'e': sprintf(text, "%2d", p->tm_mday); break;
    case 'F': *expansion = "%Y-%m-%d"; break;
    case 'g': sprintf(text, "%02d", iso_year % 100); break;
    case 'G': sprintf(text, "%d", iso_year); break;
    case 'H': sprintf(text, "%02d", p->tm_hour); break;
    case 'I': sprintf(text, "%02d", hour12); break;
    case 'j': sprintf(text, "%03d", p->tm_yday + 1); break;
    case 'k': sprintf(text, "%2d", p->tm_hour); break;
    case 'l': sprintf(text, "%2d", hour12); break;
    case 'm': sprintf(text, "%02d", p->tm_mon + 1); break;
    case 'M': sprintf(text, "%02d", p->tm_min); break;
    case 'n': strcpy(text, "\n"); break;
    case 'p': strcpy(text, p->tm_hour < 12 ? "AM" : "PM"); break;
    case 'r': *expansion = "%I:%M:%S %p"; break;
    case 'R': *expansion = "%H:%M"; break;
    case 's': {
        struct tm copy = *p;
        sprintf(text, "%ld", mktime(&copy));
        break;
    }
    case 'S': sprintf(text, "%02d", p->tm_sec); break;
    case 't': strcpy(text, "\t"); break;
    case 'T':
    case 'X': *expansion = "%H:%M:%S"; break;
    case 'u': sprintf(text, "%d", p->tm_wday == 0 ? 7 : p->tm_wday); break;
    case 'U': sprintf(text, "%02d", (p->tm_yday + 7 - p->tm_wday) / 7); break;
    case 'V': sprintf(text, "%02d", week); break;
    case 'w': sprintf(text, "%d", p->tm_wday); break;
    case 'W': sprintf(text, "%02d", (p->tm_yday + 7 - (p->tm_wday + 6) % 7) / 7); break;
    case 'y': sprintf(text, "%02d", year % 100); break;
    case 'Y': sprintf(text, "%d", year); break;
    case 'z': {
        long minutes = labs(p->tm_gmtoff) / 60;
        if (p->tm_isdst < 0) {
            break;
        }
        sprintf(text, "%c%02ld%02ld", p->tm_gmtoff < 0 ? '-' : '+', minutes / 60, minutes % 60);
        break;
    }
    case 'Z': strcpy(text, p->tm_zone ? p->tm_zone : "UTC"); break;
    case '%': strcpy(text, "%"); break;
    default: sprintf(text, "%%%c", c); break;
    }
}

size_t strftime(char *to, size_t size, const char *format, const struct tm *parts) {
    size_t used = 0;
    for (; *format; format++) {
        char text[64] = {*format, 0};
        if (*format == '%' && format[1]) {
            format++;
            if ((*format == 'E' || *format == 'O') && format[1]) {
                format++;
            }
            const char *expansion = NULL;
            convert(*format, parts, text, &expansion);
            if (expansion) {
                strftime(text, sizeof text, expansion, parts);
            }
        }
        size_t length = strlen(text);
        if (used + length >= size) {
            return 0;
        }
        memcpy(to + used, text, length);
        used += length;
    }
    if (used >= size) {
        return 0;
    }
    to[used] = 0;
    return used;
}
