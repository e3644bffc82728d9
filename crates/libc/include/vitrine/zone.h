// Between the calendar and the time zone that TZ names.
#ifndef _VITRINE_ZONE_H
#define _VITRINE_ZONE_H
#include <time.h>

// Days from 1970-01-01 to a day of the proleptic Gregorian calendar; any month number is allowed, January is 0.
long __days_before(long year, long month, long day);
struct __offset {
    long seconds;
    int is_summer;
    const char *name;
};
// What the zone adds to UTC at a time.
struct __offset __offset_at(time_t when);
// What it adds in summer or in winter; is_summer is 0 if the zone has no summer time.
struct __offset __offset_of(int is_summer);
// Reads TZ, if nothing has read it yet.
void __zone_start(void);
#endif
