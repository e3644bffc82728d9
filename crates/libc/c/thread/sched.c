// Scheduling of running threads.
#include <errno.h>
#include <sched.h>
#include <vitrine/syscall.h>
#include <vitrine/thread.h>

static int tid_of(pthread_t handle) {
    return ((struct __pthread *)handle)->tid;
}

static int result_of(int answer) {
    return answer < 0 ? errno : 0;
}

int pthread_setaffinity_np(pthread_t thread, size_t size, const cpu_set_t *set) {
    return result_of(sched_setaffinity(tid_of(thread), size, set));
}

int pthread_getaffinity_np(pthread_t thread, size_t size, cpu_set_t *set) {
    return result_of(sched_getaffinity(tid_of(thread), size, set));
}

int pthread_setschedparam(pthread_t thread, int policy, const struct sched_param *parameters) {
    return result_of(sched_setscheduler(tid_of(thread), policy, parameters));
}

int pthread_getschedparam(pthread_t thread, int *policy, struct sched_param *parameters) {
    int now = sched_getscheduler(tid_of(thread));
    if (now < 0) {
        return errno;
    }
    *policy = now;
    return result_of(sched_getparam(tid_of(thread), parameters));
}

int pthread_setschedprio(pthread_t thread, int priority) {
    struct sched_param parameters = {priority};
    return result_of(sched_setparam(tid_of(thread), &parameters));
}

// linux/time.h: the CPU-time clock of a thread is made from its number.
int pthread_getcpuclockid(pthread_t thread, clockid_t *clock) {
    *clock = ~tid_of(thread) << 3 | 6;
    return 0;
}

int pthread_yield(void) {
    return sched_yield();
}
