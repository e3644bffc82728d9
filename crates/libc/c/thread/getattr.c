// The attributes of a running thread.
#include <errno.h>
#include <sys/resource.h>
#include <vitrine/start.h>
#include <vitrine/thread.h>

enum { PAGE = 4096 };

int pthread_getattr_np(pthread_t handle, pthread_attr_t *attributes) {
    struct __pthread *thread = (struct __pthread *)handle;
    pthread_attr_init(attributes);
    attributes->__detached = thread->state == THREAD_DETACHED;
    attributes->__policy = thread->policy;
    attributes->__priority = thread->priority;
    if (thread->is_main) {
        // The kernel's stack ends a little above the environment's strings.
        unsigned long end = ((unsigned long)__auxiliary_vector + PAGE - 1) & ~(unsigned long)(PAGE - 1);
        attributes->__stack = (void *)end;
        attributes->__guard_size = 0;
        return 0;
    }
    attributes->__stack = thread->stack + thread->stack_size;
    attributes->__stack_size = thread->stack_size;
    attributes->__guard_size = thread->guard_size;
    return 0;
}
