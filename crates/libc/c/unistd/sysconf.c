// What the system offers: sysconf(3).
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

int getpagesize(void) {
    return 4096;
}

static long limit_of(int resource) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) < 0 || limit.rlim_cur == RLIM_INFINITY) {
        return -1;
    }
    return (long)limit.rlim_cur;
}

static long processors(void) {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) < 0 ? 1 : CPU_COUNT(&set);
}

long sysconf(int name) {
    switch (name) {
    case _SC_ARG_MAX:
        return limit_of(RLIMIT_STACK) / 4;
    case _SC_CHILD_MAX:
        return limit_of(RLIMIT_NPROC);
    case _SC_CLK_TCK:
        return 100;
    case _SC_NGROUPS_MAX:
        return NGROUPS_MAX;
    case _SC_OPEN_MAX:
        return limit_of(RLIMIT_NOFILE);
    case _SC_PAGESIZE:
        return 4096;
    case _SC_IOV_MAX:
        return IOV_MAX;
    case _SC_NPROCESSORS_CONF:
    case _SC_NPROCESSORS_ONLN:
        return processors();
    case _SC_HOST_NAME_MAX:
        return HOST_NAME_MAX;
    default:
        errno = EINVAL;
        return -1;
    }
}
