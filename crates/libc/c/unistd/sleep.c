// Sleeping in seconds and microseconds.
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

// Answers the seconds left when a signal ended the sleep.
unsigned sleep(unsigned seconds) {
    struct timespec wanted = {seconds, 0};
    struct timespec left = {0, 0};
    if (nanosleep(&wanted, &left) == 0) {
        return 0;
    }
    return (unsigned)left.tv_sec;
}

int usleep(useconds_t microseconds) {
    struct timespec wanted = {microseconds / 1000000, microseconds % 1000000 * 1000L};
    return nanosleep(&wanted, NULL);
}

// Answers the seconds the earlier alarm had left, a begun second counted whole if it is at least half.
unsigned alarm(unsigned seconds) {
    struct itimerval wanted = {{0, 0}, {seconds, 0}};
    struct itimerval old = {{0, 0}, {0, 0}};
    if (setitimer(ITIMER_REAL, &wanted, &old) < 0) {
        return 0;
    }
    unsigned left = (unsigned)old.it_value.tv_sec;
    if (old.it_value.tv_usec >= 500000 || (left == 0 && old.it_value.tv_usec > 0)) {
        left++;
    }
    return left;
}

// Answers the microseconds that the earlier alarm had left.
unsigned ualarm(useconds_t microseconds, useconds_t interval) {
    struct itimerval wanted = {{interval / 1000000, interval % 1000000}, {microseconds / 1000000, microseconds % 1000000}};
    struct itimerval old = {{0, 0}, {0, 0}};
    if (setitimer(ITIMER_REAL, &wanted, &old) < 0) {
        return -1;
    }
    return (unsigned)(old.it_value.tv_sec * 1000000 + old.it_value.tv_usec);
}
