#include <stdarg.h>
#include <sys/prctl.h>
#include <vitrine/syscall.h>

int prctl(int option, ...) {
    va_list arguments;
    va_start(arguments, option);
    long a = va_arg(arguments, long);
    long b = va_arg(arguments, long);
    long c = va_arg(arguments, long);
    long d = va_arg(arguments, long);
    va_end(arguments);
    return (int)__syscall_result(__syscall5(SYS_prctl, option, a, b, c, d));
}
