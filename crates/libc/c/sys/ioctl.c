#include <stdarg.h>
#include <sys/ioctl.h>
#include <vitrine/syscall.h>

int ioctl(int fd, unsigned long request, ...) {
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return (int)__syscall_result(__syscall3(SYS_ioctl, fd, request, argument));
}
