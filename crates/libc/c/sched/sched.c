// Scheduling policy and affinity: sched(7).
#include <sched.h>
#include <vitrine/syscall.h>

int sched_yield(void) {
    return (int)__syscall_result(__syscall0(SYS_sched_yield));
}

int sched_getscheduler(pid_t pid) {
    return (int)__syscall_result(__syscall1(SYS_sched_getscheduler, pid));
}

int sched_setscheduler(pid_t pid, int policy, const struct sched_param *parameters) {
    return (int)__syscall_result(__syscall3(SYS_sched_setscheduler, pid, policy, parameters));
}

int sched_getparam(pid_t pid, struct sched_param *parameters) {
    return (int)__syscall_result(__syscall2(SYS_sched_getparam, pid, parameters));
}

int sched_setparam(pid_t pid, const struct sched_param *parameters) {
    return (int)__syscall_result(__syscall2(SYS_sched_setparam, pid, parameters));
}

int sched_get_priority_min(int policy) {
    return (int)__syscall_result(__syscall1(SYS_sched_get_priority_min, policy));
}

int sched_get_priority_max(int policy) {
    return (int)__syscall_result(__syscall1(SYS_sched_get_priority_max, policy));
}

int sched_rr_get_interval(pid_t pid, struct timespec *interval) {
    return (int)__syscall_result(__syscall2(SYS_sched_rr_get_interval, pid, interval));
}

int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t *set) {
    return (int)__syscall_result(__syscall3(SYS_sched_setaffinity, pid, size, set));
}

int sched_getcpu(void) {
    unsigned cpu = 0;
    long answer = __syscall3(SYS_getcpu, &cpu, 0, 0);
    return answer < 0 ? (int)__syscall_result(answer) : (int)cpu;
}

// The kernel answers with the bytes it wrote; the rest of a larger set is zero.
int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *set) {
    long answer = __syscall3(SYS_sched_getaffinity, pid, size, set);
    if (answer < 0) {
        return (int)__syscall_result(answer);
    }
    for (size_t i = answer; i < size; i++) {
        ((char *)set)[i] = 0;
    }
    return 0;
}
