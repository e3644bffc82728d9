// Text to broken-down time in the C locale: strptime(3).
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static const char *const weekdays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

// What was read that only together makes a date.
struct state {
    struct tm *parts;
    int afternoon;
    int twelve_hours;
    int century;
    int two_digits;
    int have_month;
    int have_day;
    int have_yday;
    int have_wday;
    // A part of a date was read, so the days that follow from it are wanted.
    int wants_days;
};

static const char *blanks(const char *text) {
    while (isspace((unsigned char)*text)) {
        text++;
    }
    return text;
}

// A number of at most `digits` digits between the bounds; NULL if there is none.
static const char *number(const char *text, int digits, int low, int high, int *value) {
    int result = 0;
    int count = 0;
    text = blanks(text);
    while (count < digits && isdigit((unsigned char)*text)) {
        result = result * 10 + (*text++ - '0');
        count++;
    }
    if (count == 0 || result < low || result > high) {
        return NULL;
    }
    *value = result;
    return text;
}

// A whole name or its first three letters.
static const char *name(const char *text, const char *const *names, int count, int *value) {
    for (int i = 0; i < count; i++) {
        size_t length = strlen(names[i]);
        if (strncasecmp(text, names[i], length) != 0) {
            length = 3;
        }
        if (strncasecmp(text, names[i], length) == 0) {
            *value = i;
            return text + length;
        }
    }
    return NULL;
}

static const char *zone(const char *text, struct tm *parts) {
    int hours;
    int minutes = 0;
    text = blanks(text);
    if (*text == 'Z') {
        parts->tm_gmtoff = 0;
        return text + 1;
    }
    int sign = *text == '-' ? -1 : *text == '+' ? 1 : 0;
    if (sign == 0 || !(text = number(text + 1, 2, 0, 14, &hours))) {
        return NULL;
    }
    text += *text == ':';
    if (isdigit((unsigned char)*text) && !(text = number(text, 2, 0, 59, &minutes))) {
        return NULL;
    }
    parts->tm_gmtoff = sign * (hours * 3600 + minutes * 60);
    return text;
}

static const char *parse(const char *text, const char *format, struct state *state);

static const char *date_field(const char *text, char c, struct state *state) {
    struct tm *parts = state->parts;
    int value;
    state->wants_days |= strchr("demBbhYCy", c) != NULL;
    switch (c) {
    case 'd':
    case 'e':
        state->have_day = 1;
        return number(text, 2, 1, 31, &parts->tm_mday);
    case 'm':
        state->have_month = 1;
        text = number(text, 2, 1, 12, &value);
        parts->tm_mon = text ? value - 1 : parts->tm_mon;
        return text;
    case 'b':
    case 'B':
    case 'h':
        state->have_month = 1;
        return name(text, months, 12, &parts->tm_mon);
    case 'Y':
        text = number(text, 4, 0, 9999, &value);
        parts->tm_year = text ? value - 1900 : parts->tm_year;
        return text;
    case 'C':
        return number(text, 2, 0, 99, &state->century);
    case 'y':
        return number(text, 2, 0, 99, &state->two_digits);
    case 'j':
        state->have_yday = 1;
        text = number(text, 3, 1, 366, &value);
        parts->tm_yday = text ? value - 1 : parts->tm_yday;
        return text;
    case 'a':
    case 'A':
        state->have_wday = 1;
        return name(text, weekdays, 7, &parts->tm_wday);
    case 'w':
        state->have_wday = 1;
        return number(text, 1, 0, 6, &parts->tm_wday);
    case 'u':
        state->have_wday = 1;
        text = number(text, 1, 1, 7, &value);
        parts->tm_wday = text ? value % 7 : parts->tm_wday;
        return text;
    default:
        return NULL;
    }
}

static const char *time_field(const char *text, char c, struct state *state) {
    struct tm *parts = state->parts;
    int value;
    switch (c) {
    case 'H':
    case 'k':
        state->twelve_hours = 0;
        return number(text, 2, 0, 23, &parts->tm_hour);
    case 'I':
    case 'l':
        state->twelve_hours = 1;
        text = number(text, 2, 1, 12, &value);
        parts->tm_hour = text ? value % 12 : parts->tm_hour;
        return text;
    case 'M':
        return number(text, 2, 0, 59, &parts->tm_min);
    case 'S':
        return number(text, 2, 0, 61, &parts->tm_sec);
    case 'p':
        if (strncasecmp(text, "AM", 2) != 0 && strncasecmp(text, "PM", 2) != 0) {
            return NULL;
        }
        state->afternoon = toupper((unsigned char)*text) == 'P';
        return text + 2;
    case 'Z':
        return text;
    case 'z':
        return zone(text, parts);
    case 's': {
        time_t when = 0;
        text = blanks(text);
        if (!isdigit((unsigned char)*text)) {
            return NULL;
        }
        while (isdigit((unsigned char)*text)) {
            when = when * 10 + (*text++ - '0');
        }
        return localtime_r(&when, parts) ? text : NULL;
    }
    default:
        return NULL;
    }
}

static const char *field(const char *text, char c, struct state *state) {
    switch (c) {
    case 'c':
        return parse(text, "%a %b %e %H:%M:%S %Y", state);
    case 'D':
    case 'x':
        return parse(text, "%m/%d/%y", state);
    case 'F':
        return parse(text, "%Y-%m-%d", state);
    case 'r':
        return parse(text, "%I:%M:%S %p", state);
    case 'R':
        return parse(text, "%H:%M", state);
    case 'T':
    case 'X':
        return parse(text, "%H:%M:%S", state);
    case 'n':
    case 't':
        return blanks(text);
    case '%':
        return *text == '%' ? text + 1 : NULL;
    case 'U':
    case 'W': {
        int ignored;
        return number(text, 2, 0, 53, &ignored);
    }
    default:
        return strchr("HkIlMSpZzs", c) ? time_field(text, c, state) : date_field(text, c, state);
    }
}

static const char *parse(const char *text, const char *format, struct state *state) {
    for (; *format && text; format++) {
        if (isspace((unsigned char)*format)) {
            text = blanks(text);
        } else if (*format != '%' || !format[1]) {
            text = *text == *format ? text + 1 : NULL;
        } else {
            format++;
            if ((*format == 'E' || *format == 'O') && format[1]) {
                format++;
            }
            text = field(text, *format, state);
        }
    }
    return text;
}

// As glibc: the days of the week and of the year are computed even from half a date, a month and its day from the day of the year.
static void complete_days(struct state *state) {
    struct tm *parts = state->parts;
    if (!state->have_wday) {
        struct tm copy = *parts;
        if (state->have_yday && !(state->have_month && state->have_day)) {
            copy.tm_mon = 0;
            copy.tm_mday = parts->tm_yday + 1;
            timegm(&copy);
            parts->tm_mon = state->have_month ? parts->tm_mon : copy.tm_mon;
            parts->tm_mday = state->have_day ? parts->tm_mday : copy.tm_mday;
            copy = *parts;
        }
        timegm(&copy);
        parts->tm_wday = copy.tm_wday;
    }
    if (!state->have_yday) {
        struct tm first = *parts;
        first.tm_mday = 1;
        timegm(&first);
        parts->tm_yday = first.tm_yday + parts->tm_mday - 1;
    }
}

static void complete(struct state *state) {
    struct tm *parts = state->parts;
    if (state->twelve_hours && state->afternoon > 0) {
        parts->tm_hour += 12;
    }
    if (state->two_digits >= 0) {
        parts->tm_year = state->century >= 0 ? state->century * 100 + state->two_digits - 1900
                                             : state->two_digits + (state->two_digits < 69 ? 100 : 0);
    } else if (state->century >= 0) {
        parts->tm_year = state->century * 100 - 1900;
    }
    if (state->wants_days) {
        complete_days(state);
    }
}

char *strptime(const char *restrict text, const char *restrict format, struct tm *restrict parts) {
    struct state state = {.parts = parts, .afternoon = -1, .century = -1, .two_digits = -1};
    const char *end = parse(text, format, &state);
    if (end) {
        complete(&state);
    }
    return (char *)end;
}
