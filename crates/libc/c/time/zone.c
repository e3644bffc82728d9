// The time zone: TZ in the form of POSIX 8.3, such as `CET-1CEST,M3.5.0,M10.5.0/3`. There is no database of zones, so the name of
// a place means UTC.
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <vitrine/lock.h>
#include <vitrine/zone.h>

// When a half of the year begins: `Mm.w.d`, `Jn` or `n`, and seconds after midnight.
struct rule {
    char kind;
    int month;
    int week;
    int day;
    long seconds;
};

struct zone {
    char names[2][16];
    long offsets[2];
    int has_summer;
    struct rule starts[2];
};

static const struct zone utc = {{"UTC", "UTC"}, {0, 0}, 0, {{0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}}};
static struct zone zone = {{"UTC", "UTC"}, {0, 0}, 0, {{0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}}};
static int is_read;
static int lock;

char *tzname[2] = {zone.names[0], zone.names[1]};
long timezone;
int daylight;

// Each reader takes the text up to behind what it reads; NULL if that is not there.
static const char *read_name(const char *at, char name[16]) {
    int quoted = *at == '<';
    size_t length = 0;
    for (at += quoted; quoted ? isalnum(*at) || *at == '+' || *at == '-' : isalpha(*at); at++) {
        if (length < 15) {
            name[length++] = *at;
        }
    }
    name[length] = 0;
    if (length < 3 || (quoted && *at != '>')) {
        return NULL;
    }
    return at + quoted;
}

static const char *read_number(const char *at, int low, int high, int *number) {
    int value = 0;
    if (!isdigit(*at)) {
        return NULL;
    }
    for (; isdigit(*at) && value <= high; at++) {
        value = value * 10 + (*at - '0');
    }
    *number = value;
    return value >= low && value <= high ? at : NULL;
}

// `[+-]hh[:mm[:ss]]`
static const char *read_time(const char *at, int hours, long *seconds) {
    int sign = *at == '-' ? -1 : 1;
    long unit = 3600;
    *seconds = 0;
    at += *at == '-' || *at == '+';
    for (int part = 0; part < 3; part++, unit /= 60) {
        int number;
        at = read_number(at, 0, part == 0 ? hours : 59, &number);
        if (!at) {
            return NULL;
        }
        *seconds += sign * unit * number;
        if (*at != ':') {
            break;
        }
        at++;
    }
    return at;
}

static const char *read_rule(const char *at, struct rule *rule) {
    if (*at++ != ',') {
        return NULL;
    }
    rule->kind = *at;
    rule->seconds = 7200;
    if (*at == 'M') {
        at = read_number(at + 1, 1, 12, &rule->month);
        at = at && *at == '.' ? read_number(at + 1, 1, 5, &rule->week) : NULL;
        at = at && *at == '.' ? read_number(at + 1, 0, 6, &rule->day) : NULL;
    } else {
        at = *at == 'J' ? read_number(at + 1, 1, 365, &rule->day) : read_number(at, 0, 365, &rule->day);
    }
    return at && *at == '/' ? read_time(at + 1, 167, &rule->seconds) : at;
}

static int read_zone(const char *at, struct zone *zone) {
    at = read_name(at, zone->names[0]);
    at = at ? read_time(at, 24, &zone->offsets[0]) : NULL;
    if (!at) {
        return 0;
    }
    zone->offsets[0] = -zone->offsets[0];
    zone->offsets[1] = zone->offsets[0];
    strcpy(zone->names[1], zone->names[0]);
    zone->has_summer = *at != 0;
    if (!*at) {
        return 1;
    }
    at = read_name(at, zone->names[1]);
    if (!at) {
        return 0;
    }
    zone->offsets[1] = zone->offsets[0] + 3600;
    if (*at && *at != ',') {
        at = read_time(at, 24, &zone->offsets[1]);
        zone->offsets[1] = -zone->offsets[1];
    }
    if (at && !*at) {
        at = ",M3.2.0,M11.1.0";
    }
    at = at ? read_rule(at, &zone->starts[1]) : NULL;
    at = at ? read_rule(at, &zone->starts[0]) : NULL;
    return at && !*at;
}

static void read_environment(void) {
    const char *text = getenv("TZ");
    struct zone next = utc;
    if (text && !read_zone(text + (*text == ':'), &next)) {
        next = utc;
    }
    zone = next;
    timezone = -zone.offsets[0];
    daylight = zone.has_summer;
    is_read = 1;
}

void tzset(void) {
    __lock(&lock);
    read_environment();
    __unlock(&lock);
}

void __zone_start(void) {
    __lock(&lock);
    if (!is_read) {
        read_environment();
    }
    __unlock(&lock);
}

static int is_leap(long year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// Seconds of the epoch, as if the zone were UTC.
static time_t begin_of(const struct rule *rule, long year) {
    long day;
    if (rule->kind == 'M') {
        long first = __days_before(year, rule->month - 1, 1);
        long weekday = ((first + 4) % 7 + 7) % 7;
        day = first + (rule->day - weekday + 7) % 7 + 7 * (rule->week - 1);
        // Week 5 is the last one.
        if (day >= __days_before(year, rule->month, 1)) {
            day -= 7;
        }
    } else {
        // Jn never counts February 29.
        int is_julian = rule->kind == 'J';
        day = __days_before(year, 0, 1) + rule->day - is_julian + (is_julian && is_leap(year) && rule->day >= 60);
    }
    return day * 86400 + rule->seconds;
}

struct __offset __offset_of(int is_summer) {
    is_summer = is_summer && zone.has_summer;
    struct __offset offset = {zone.offsets[is_summer], is_summer, zone.names[is_summer]};
    return offset;
}

struct __offset __offset_at(time_t when) {
    struct tm parts;
    if (!zone.has_summer || !gmtime_r(&when, &parts)) {
        return __offset_of(0);
    }
    long year = 1900L + parts.tm_year;
    // Each rule counts in the time that holds before it.
    time_t summer = begin_of(&zone.starts[1], year) - zone.offsets[0];
    time_t winter = begin_of(&zone.starts[0], year) - zone.offsets[1];
    // South of the equator the year begins in summer.
    return __offset_of(summer < winter ? summer <= when && when < winter : when < winter || summer <= when);
}
