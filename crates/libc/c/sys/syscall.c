#include <stdarg.h>
#include <sys/syscall.h>
#include <vitrine/masks.h>
#include <vitrine/syscall.h>

long syscall(long number, ...) {
    va_list arguments;
    va_start(arguments, number);
    long a = va_arg(arguments, long);
    long b = va_arg(arguments, long);
    long c = va_arg(arguments, long);
    long d = va_arg(arguments, long);
    long e = va_arg(arguments, long);
    long f = va_arg(arguments, long);
    va_end(arguments);
    if (number == SYS_rt_sigprocmask || number == SYS_rt_sigaction) {
        __context_masks = MASKS_CHANGE;
    }
    return __syscall_result(__syscall6(number, a, b, c, d, e, f));
}
