// What the system offers: sysconf(3).
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <unistd.h>

int getpagesize(void) {
    return 4096;
}

int __getpagesize(void) {
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

// Options of POSIX.1-2008 that are there.
static int is_option(int name) {
    static const unsigned char options[] = {
        _SC_REALTIME_SIGNALS, _SC_PRIORITY_SCHEDULING, _SC_TIMERS,     _SC_ASYNCHRONOUS_IO,       _SC_FSYNC,
        _SC_MAPPED_FILES,     _SC_MEMORY_PROTECTION,   _SC_SEMAPHORES, _SC_SHARED_MEMORY_OBJECTS, _SC_MESSAGE_PASSING,
        _SC_VERSION,          _SC_THREADS,             _SC_MONOTONIC_CLOCK, _SC_THREAD_SAFE_FUNCTIONS,
    };
    for (unsigned i = 0; i < sizeof options; i++) {
        if (options[i] == name) {
            return 1;
        }
    }
    return 0;
}

// Limits that are the same everywhere; -1 with errno untouched has no limit, -2 is none of them.
static long fixed_limit(int name) {
    switch (name) {
    case _SC_CLK_TCK:
        return 100;
    case _SC_NGROUPS_MAX:
        return NGROUPS_MAX;
    case _SC_STREAM_MAX:
        return 16;
    case _SC_TZNAME_MAX:
        return 6;
    case _SC_JOB_CONTROL:
    case _SC_SAVED_IDS:
        return 1;
    case _SC_MQ_OPEN_MAX:
    case _SC_SEM_NSEMS_MAX:
    case _SC_TIMER_MAX:
    case _SC_THREAD_THREADS_MAX:
    case _SC_SYMLOOP_MAX:
        return -1;
    case _SC_MQ_PRIO_MAX:
        return 32768;
    case _SC_PAGESIZE:
        return 4096;
    case _SC_RTSIG_MAX:
        return RTSIG_MAX;
    case _SC_SEM_VALUE_MAX:
        return SEM_VALUE_MAX;
    case _SC_LINE_MAX:
        return LINE_MAX;
    case _SC_IOV_MAX:
        return IOV_MAX;
    case _SC_GETGR_R_SIZE_MAX:
    case _SC_GETPW_R_SIZE_MAX:
        return 1024;
    case _SC_LOGIN_NAME_MAX:
        return LOGIN_NAME_MAX;
    case _SC_TTY_NAME_MAX:
        return 32;
    case _SC_THREAD_DESTRUCTOR_ITERATIONS:
        return PTHREAD_DESTRUCTOR_ITERATIONS;
    case _SC_THREAD_KEYS_MAX:
        return PTHREAD_KEYS_MAX;
    case _SC_THREAD_STACK_MIN:
        return PTHREAD_STACK_MIN;
    case _SC_HOST_NAME_MAX:
        return HOST_NAME_MAX;
    default:
        return -2;
    }
}

long sysconf(int name) {
    switch (name) {
    case _SC_ARG_MAX:
        return limit_of(RLIMIT_STACK) / 4;
    case _SC_CHILD_MAX:
        return limit_of(RLIMIT_NPROC);
    case _SC_OPEN_MAX:
        return limit_of(RLIMIT_NOFILE);
    case _SC_SIGQUEUE_MAX:
        return limit_of(RLIMIT_SIGPENDING);
    case _SC_NPROCESSORS_CONF:
    case _SC_NPROCESSORS_ONLN:
        return processors();
    case _SC_PHYS_PAGES:
        return get_phys_pages();
    case _SC_AVPHYS_PAGES:
        return get_avphys_pages();
    default:
        break;
    }
    long limit = is_option(name) ? _POSIX_VERSION : fixed_limit(name);
    if (limit == -2) {
        errno = EINVAL;
        return -1;
    }
    return limit;
}
