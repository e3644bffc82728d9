#include <errno.h>
#include <sys/resource.h>
#include <unistd.h>

int nice(int increment) {
    int wanted = getpriority(PRIO_PROCESS, 0) + increment;
    wanted = wanted < -20 ? -20 : wanted > 19 ? 19 : wanted;
    if (setpriority(PRIO_PROCESS, 0, wanted) < 0) {
        if (errno == EACCES) {
            errno = EPERM;
        }
        return -1;
    }
    return wanted;
}
