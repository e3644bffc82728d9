// POSIX message queues: mq_overview(7). The library's names begin with a slash, the kernel's do not.
#include <errno.h>
#include <mqueue.h>
#include <stdarg.h>
#include <stddef.h>
#include <vitrine/cancel.h>

mqd_t mq_open(const char *name, int flags, ...) {
    mode_t mode = 0;
    struct mq_attr *attributes = NULL;
    if (name[0] != '/') {
        errno = EINVAL;
        return -1;
    }
    if (flags & O_CREAT) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        attributes = va_arg(arguments, struct mq_attr *);
        va_end(arguments);
    }
    return (mqd_t)__syscall_result(__syscall4(SYS_mq_open, name + 1, flags, mode, attributes));
}

int mq_close(mqd_t queue) {
    return (int)__syscall_result(__syscall1(SYS_close, queue));
}

int mq_unlink(const char *name) {
    if (name[0] != '/') {
        errno = EINVAL;
        return -1;
    }
    long answer = __syscall1(SYS_mq_unlink, name + 1);
    // The kernel means the directory, the program its queue: glibc says EACCES.
    return (int)__syscall_result(answer == -EPERM ? -EACCES : answer);
}

int mq_timedsend(mqd_t queue, const char *message, size_t size, unsigned int priority, const struct timespec *until) {
    return (int)__syscall_result(__cancel_call5(SYS_mq_timedsend, queue, message, size, priority, until));
}

int mq_send(mqd_t queue, const char *message, size_t size, unsigned int priority) {
    return mq_timedsend(queue, message, size, priority, NULL);
}

ssize_t mq_timedreceive(mqd_t queue, char *restrict message, size_t size, unsigned int *restrict priority,
                        const struct timespec *restrict until) {
    return __syscall_result(__cancel_call5(SYS_mq_timedreceive, queue, message, size, priority, until));
}

ssize_t mq_receive(mqd_t queue, char *message, size_t size, unsigned int *priority) {
    return mq_timedreceive(queue, message, size, priority, NULL);
}

int mq_setattr(mqd_t queue, const struct mq_attr *restrict wanted, struct mq_attr *restrict old) {
    return (int)__syscall_result(__syscall3(SYS_mq_getsetattr, queue, wanted, old));
}

int mq_getattr(mqd_t queue, struct mq_attr *attributes) {
    return mq_setattr(queue, NULL, attributes);
}
