// Attributes of threads to be made: pthread_attr_init(3).
#include <errno.h>
#include <limits.h>
#include <sys/resource.h>
#include <vitrine/thread.h>

enum { DEFAULT_STACK = 8 << 20, SMALLEST_DEFAULT = 128 << 10, PAGE = 4096 };

// glibc's default is RLIMIT_STACK.
static unsigned long default_stack(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) < 0 || limit.rlim_cur == RLIM_INFINITY) {
        return DEFAULT_STACK;
    }
    return limit.rlim_cur < SMALLEST_DEFAULT ? SMALLEST_DEFAULT : limit.rlim_cur;
}

int pthread_attr_init(pthread_attr_t *attributes) {
    *attributes = (pthread_attr_t){.__stack_size = default_stack(), .__guard_size = PAGE};
    return 0;
}

int pthread_attr_setdetachstate(pthread_attr_t *attributes, int state) {
    if (state != PTHREAD_CREATE_JOINABLE && state != PTHREAD_CREATE_DETACHED) {
        return EINVAL;
    }
    attributes->__detached = state;
    return 0;
}

int pthread_attr_getdetachstate(const pthread_attr_t *attributes, int *state) {
    *state = attributes->__detached;
    return 0;
}

int pthread_attr_setstacksize(pthread_attr_t *attributes, size_t size) {
    if (size < PTHREAD_STACK_MIN) {
        return EINVAL;
    }
    attributes->__stack_size = size;
    return 0;
}

int pthread_attr_getstacksize(const pthread_attr_t *attributes, size_t *size) {
    *size = attributes->__stack_size;
    return 0;
}

// Kept is the upper end.
int pthread_attr_setstack(pthread_attr_t *attributes, void *stack, size_t size) {
    if (size < PTHREAD_STACK_MIN) {
        return EINVAL;
    }
    attributes->__stack = (char *)stack + size;
    attributes->__stack_size = size;
    return 0;
}

int pthread_attr_getstack(const pthread_attr_t *attributes, void **stack, size_t *size) {
    *stack = (char *)attributes->__stack - attributes->__stack_size;
    *size = attributes->__stack_size;
    return 0;
}

int pthread_attr_setstackaddr(pthread_attr_t *attributes, void *stack) {
    attributes->__stack = stack;
    return 0;
}

int pthread_attr_getstackaddr(const pthread_attr_t *attributes, void **stack) {
    *stack = attributes->__stack;
    return 0;
}

int pthread_attr_setguardsize(pthread_attr_t *attributes, size_t size) {
    attributes->__guard_size = size;
    return 0;
}

int pthread_attr_getguardsize(const pthread_attr_t *attributes, size_t *size) {
    *size = attributes->__guard_size;
    return 0;
}
