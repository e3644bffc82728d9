// Calendar times in UTC.
#include <stdio.h>
#include <time.h>

int main(void) {
    time_t when = 1700000000;
    char text[100];
    struct tm *parts = gmtime(&when);
    printf("%s", asctime(parts));
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %a %j", parts);
    printf("%s\n", text);
    parts->tm_mday += 40;
    printf("%ld\n", (long)timegm(parts));
    printf("%s", ctime(&when));
    return 0;
}
