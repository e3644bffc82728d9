// POSIX timers: timer_create(2).
#include <time.h>
#include <vitrine/syscall.h>
#include <vitrine/timer.h>

static int number_of(timer_t timer) {
    struct __thread_timer *thread = __timer_thread(timer);
    return thread ? thread->number : (int)(long)timer;
}

int timer_create(clockid_t clock, struct sigevent *event, timer_t *timer) {
    if (event && event->sigev_notify == SIGEV_THREAD) {
        return __timer_create_thread(clock, event, timer);
    }
    int number;
    long answer = __syscall_result(__syscall3(SYS_timer_create, clock, event, &number));
    if (answer == 0) {
        *timer = (timer_t)(long)number;
    }
    return (int)answer;
}

int timer_settime(timer_t timer, int flags, const struct itimerspec *value, struct itimerspec *old) {
    return (int)__syscall_result(__syscall4(SYS_timer_settime, number_of(timer), flags, value, old));
}

int timer_gettime(timer_t timer, struct itimerspec *value) {
    return (int)__syscall_result(__syscall2(SYS_timer_gettime, number_of(timer), value));
}

int timer_getoverrun(timer_t timer) {
    return (int)__syscall_result(__syscall1(SYS_timer_getoverrun, number_of(timer)));
}

int timer_delete(timer_t timer) {
    struct __thread_timer *thread = __timer_thread(timer);
    int answer = (int)__syscall_result(__syscall1(SYS_timer_delete, number_of(timer)));
    if (answer == 0 && thread) {
        __timer_end_thread(thread);
    }
    return answer;
}
