// Sending signals.
#define _GNU_SOURCE
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <vitrine/syscall.h>

int kill(pid_t pid, int signal) {
    return (int)__syscall_result(__syscall2(SYS_kill, pid, signal));
}

int killpg(pid_t group, int signal) {
    if (group < 0) {
        errno = EINVAL;
        return -1;
    }
    return kill(-group, signal);
}

int tgkill(pid_t process, pid_t thread, int signal) {
    return (int)__syscall_result(__syscall3(SYS_tgkill, process, thread, signal));
}

int raise(int signal) {
    return tgkill(getpid(), gettid(), signal);
}

int sigqueue(pid_t pid, int signal, const union sigval value) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    info.si_signo = signal;
    info.si_code = SI_QUEUE;
    info.si_pid = getpid();
    info.si_uid = getuid();
    info.si_value = value;
    return (int)__syscall_result(__syscall3(SYS_rt_sigqueueinfo, pid, signal, &info));
}
