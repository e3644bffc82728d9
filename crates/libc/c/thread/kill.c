// Signals to one thread of the process.
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <vitrine/syscall.h>
#include <vitrine/thread.h>

static int answer_of(long answer) {
    return (int)-answer;
}

// A thread that has ended but was not joined takes signals without effect, as since glibc 2.34.
int pthread_kill(pthread_t handle, int signal) {
    struct __pthread *thread = (struct __pthread *)handle;
    int tid = __atomic_load_n(&thread->tid, __ATOMIC_ACQUIRE);
    if (signal < 0 || signal >= NSIG || signal == SIGNAL_CANCEL || signal == SIGNAL_CANCEL + 1) {
        return EINVAL;
    }
    return tid == 0 ? 0 : answer_of(__syscall3(SYS_tgkill, getpid(), tid, signal));
}

int pthread_sigqueue(pthread_t handle, int signal, const union sigval value) {
    struct __pthread *thread = (struct __pthread *)handle;
    siginfo_t info;
    memset(&info, 0, sizeof info);
    info.si_signo = signal;
    info.si_code = SI_QUEUE;
    info.si_pid = getpid();
    info.si_uid = getuid();
    info.si_value = value;
    return answer_of(__syscall4(SYS_rt_tgsigqueueinfo, info.si_pid, thread->tid, signal, &info));
}
