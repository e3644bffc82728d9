// Calendar time. Days are counted from 1970-01-01 by the proleptic Gregorian calendar.
#include <errno.h>
#include <limits.h>
#include <time.h>
#include <vitrine/zone.h>

static long floor_div(long a, long b) {
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

// Days from 1970-01-01 to the first of March-based year and month; any month number is allowed.
long __days_before(long year, long month, long day) {
    year += floor_div(month, 12);
    month -= floor_div(month, 12) * 12;
    // Counting years from March puts the leap day last.
    long y = month < 2 ? year - 1 : year;
    long m = month < 2 ? month + 10 : month - 2;
    long leap = floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400);
    return 365 * y + leap + (153 * m + 2) / 5 + day - 1 - 719468;
}

struct tm *gmtime_r(const time_t *when, struct tm *parts) {
    long days = floor_div(*when, 86400);
    long second = *when - days * 86400;
    // 400 years have 146097 days; the year is found by estimate and correction.
    long year = 1970 + floor_div(days * 400, 146097);
    while (__days_before(year + 1, 0, 1) <= days) {
        year++;
    }
    while (__days_before(year, 0, 1) > days) {
        year--;
    }
    if (year - 1900 > INT_MAX || year - 1900 < INT_MIN) {
        errno = EOVERFLOW;
        return NULL;
    }
    int month = 0;
    while (month < 11 && __days_before(year, month + 1, 1) <= days) {
        month++;
    }
    parts->tm_sec = (int)(second % 60);
    parts->tm_min = (int)(second / 60 % 60);
    parts->tm_hour = (int)(second / 3600);
    parts->tm_mday = (int)(days - __days_before(year, month, 1) + 1);
    parts->tm_mon = month;
    parts->tm_year = (int)(year - 1900);
    parts->tm_wday = (int)(((days + 4) % 7 + 7) % 7);
    parts->tm_yday = (int)(days - __days_before(year, 0, 1));
    parts->tm_isdst = 0;
    parts->tm_gmtoff = 0;
    parts->tm_zone = "GMT";
    return parts;
}

struct tm *gmtime(const time_t *when) {
    static struct tm parts;
    return gmtime_r(when, &parts);
}

static struct tm *local_parts(const time_t *when, struct tm *parts) {
    struct __offset offset = __offset_at(*when);
    time_t shifted = *when + offset.seconds;
    if (!gmtime_r(&shifted, parts)) {
        return NULL;
    }
    parts->tm_isdst = offset.is_summer;
    parts->tm_gmtoff = offset.seconds;
    parts->tm_zone = offset.name;
    return parts;
}

// Need not notice a change of TZ.
struct tm *localtime_r(const time_t *when, struct tm *parts) {
    __zone_start();
    return local_parts(when, parts);
}

struct tm *localtime(const time_t *when) {
    static struct tm parts;
    tzset();
    return local_parts(when, &parts);
}

static time_t seconds_of(const struct tm *parts) {
    long days = __days_before(1900L + parts->tm_year, parts->tm_mon, 1) + parts->tm_mday - 1;
    return days * 86400 + parts->tm_hour * 3600L + parts->tm_min * 60L + parts->tm_sec;
}

time_t timegm(struct tm *parts) {
    time_t when = seconds_of(parts);
    return gmtime_r(&when, parts) ? when : -1;
}

time_t mktime(struct tm *parts) {
    tzset();
    time_t local = seconds_of(parts);
    struct __offset winter = __offset_of(0), summer = __offset_of(1);
    // Who says that it is summer time counts in it, whatever the season.
    time_t when = local - (parts->tm_isdst > 0 ? summer : winter).seconds;
    if (parts->tm_isdst < 0 && __offset_at(local - summer.seconds).is_summer && __offset_at(when).is_summer) {
        when = local - summer.seconds;
    }
    return local_parts(&when, parts) ? when : -1;
}
