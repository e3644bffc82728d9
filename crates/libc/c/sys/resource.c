// Limits, usage and niceness.
#include <sys/resource.h>
#include <vitrine/syscall.h>

int prlimit(pid_t pid, int resource, const struct rlimit *limit, struct rlimit *old) {
    return (int)__syscall_result(__syscall4(SYS_prlimit64, pid, resource, limit, old));
}

int getrlimit(int resource, struct rlimit *limit) {
    return (int)__syscall_result(__syscall4(SYS_prlimit64, 0, resource, 0, limit));
}

int setrlimit(int resource, const struct rlimit *limit) {
    return (int)__syscall_result(__syscall4(SYS_prlimit64, 0, resource, limit, 0));
}

int getrusage(int who, struct rusage *usage) {
    return (int)__syscall_result(__syscall2(SYS_getrusage, who, usage));
}

int setpriority(int which, id_t who, int priority) {
    return (int)__syscall_result(__syscall3(SYS_setpriority, which, who, priority));
}

// The kernel answers 40 … 1 for niceness -20 … 19, so that no answer looks like an error (getpriority(2), NOTES).
int getpriority(int which, id_t who) {
    long answer = __syscall2(SYS_getpriority, which, who);
    return answer < 0 ? (int)__syscall_result(answer) : 20 - (int)answer;
}
