// Waiting for children.
#include <stddef.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <vitrine/cancel.h>

pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage) {
    return (pid_t)__syscall_result(__cancel_call4(SYS_wait4, pid, status, options, usage));
}

pid_t wait3(int *status, int options, struct rusage *usage) {
    return wait4(-1, status, options, usage);
}

pid_t waitpid(pid_t pid, int *status, int options) {
    return wait4(pid, status, options, NULL);
}

pid_t wait(int *status) {
    return wait4(-1, status, 0, NULL);
}

int waitid(idtype_t type, id_t id, siginfo_t *info, int options) {
    return (int)__syscall_result(__cancel_call5(SYS_waitid, type, id, info, options, 0));
}
