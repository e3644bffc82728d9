// The scheduling part of thread attributes: sched(7).
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <vitrine/thread.h>

int pthread_attr_setinheritsched(pthread_attr_t *attributes, int inherit) {
    if (inherit != PTHREAD_INHERIT_SCHED && inherit != PTHREAD_EXPLICIT_SCHED) {
        return EINVAL;
    }
    attributes->__inherit = inherit;
    return 0;
}

int pthread_attr_getinheritsched(const pthread_attr_t *attributes, int *inherit) {
    *inherit = attributes->__inherit;
    return 0;
}

int pthread_attr_setschedpolicy(pthread_attr_t *attributes, int policy) {
    if (policy != SCHED_OTHER && policy != SCHED_FIFO && policy != SCHED_RR) {
        return EINVAL;
    }
    attributes->__policy = policy;
    return 0;
}

int pthread_attr_getschedpolicy(const pthread_attr_t *attributes, int *policy) {
    *policy = attributes->__policy;
    return 0;
}

int pthread_attr_setschedparam(pthread_attr_t *attributes, const struct sched_param *parameters) {
    int lowest = sched_get_priority_min(attributes->__policy);
    int highest = sched_get_priority_max(attributes->__policy);
    if (parameters->sched_priority < lowest || parameters->sched_priority > highest) {
        return EINVAL;
    }
    attributes->__priority = parameters->sched_priority;
    return 0;
}

int pthread_attr_getschedparam(const pthread_attr_t *attributes, struct sched_param *parameters) {
    parameters->sched_priority = attributes->__priority;
    return 0;
}

int pthread_attr_setscope(pthread_attr_t *attributes, int scope) {
    if (scope != PTHREAD_SCOPE_SYSTEM) {
        return scope == PTHREAD_SCOPE_PROCESS ? ENOTSUP : EINVAL;
    }
    attributes->__scope = scope;
    return 0;
}

int pthread_attr_getscope(const pthread_attr_t *attributes, int *scope) {
    *scope = attributes->__scope;
    return 0;
}

static struct __more_attributes *more(pthread_attr_t *attributes) {
    if (!attributes->__given) {
        attributes->__more = calloc(1, sizeof(struct __more_attributes));
    }
    return attributes->__more;
}

int pthread_attr_setaffinity_np(pthread_attr_t *attributes, size_t size, const cpu_set_t *set) {
    struct __more_attributes *all = more(attributes);
    if (!all) {
        return ENOMEM;
    }
    attributes->__given |= GIVEN_CPUS;
    memcpy(&all->cpus, set, size < sizeof(cpu_set_t) ? size : sizeof(cpu_set_t));
    return 0;
}

int pthread_attr_getaffinity_np(const pthread_attr_t *attributes, size_t size, cpu_set_t *set) {
    int given = attributes->__given & GIVEN_CPUS;
    memset(set, given ? 0 : 0xff, size);
    if (given) {
        const struct __more_attributes *all = attributes->__more;
        memcpy(set, &all->cpus, size < sizeof(cpu_set_t) ? size : sizeof(cpu_set_t));
    }
    return 0;
}

// Without a set the new thread has its creator's mask, as if nobody had asked.
int pthread_attr_setsigmask_np(pthread_attr_t *attributes, const sigset_t *set) {
    if (!set) {
        if (attributes->__given == GIVEN_MASK) {
            free(attributes->__more);
            attributes->__more = NULL;
        }
        attributes->__given &= ~GIVEN_MASK;
        return 0;
    }
    struct __more_attributes *all = more(attributes);
    if (!all) {
        return ENOMEM;
    }
    attributes->__given |= GIVEN_MASK;
    all->mask = set->__bits[0];
    return 0;
}

int pthread_attr_getsigmask_np(const pthread_attr_t *attributes, sigset_t *set) {
    memset(set, 0, sizeof *set);
    if (!(attributes->__given & GIVEN_MASK)) {
        return PTHREAD_ATTR_NO_SIGMASK_NP;
    }
    set->__bits[0] = ((const struct __more_attributes *)attributes->__more)->mask;
    return 0;
}
