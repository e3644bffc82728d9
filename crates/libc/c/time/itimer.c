#include <sys/time.h>
#include <vitrine/syscall.h>

int getitimer(int which, struct itimerval *value) {
    return (int)__syscall_result(__syscall2(SYS_getitimer, which, value));
}

int setitimer(int which, const struct itimerval *value, struct itimerval *old) {
    return (int)__syscall_result(__syscall3(SYS_setitimer, which, value, old));
}
