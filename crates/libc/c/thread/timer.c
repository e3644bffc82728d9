// Timers with SIGEV_THREAD: the kernel signals a listening thread, which starts a thread for each expiry.
#include <errno.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vitrine/syscall.h>
#include <vitrine/thread.h>
#include <vitrine/timer.h>

// Hidden from programs like SIGNAL_CANCEL.
enum { SIGNAL_TIMER = 33 };

static void *call(void *argument) {
    struct __thread_timer timer = *(struct __thread_timer *)argument;
    free(argument);
    timer.function(timer.value);
    return NULL;
}

static void *listen(void *argument) {
    struct __thread_timer *timer = argument;
    unsigned long set = 1UL << (SIGNAL_TIMER - 1);
    int ended = 0;
    while (!ended) {
        siginfo_t info;
        long got = __syscall4(SYS_rt_sigtimedwait, &set, &info, 0, 8);
        ended = __atomic_load_n(&timer->ended, __ATOMIC_ACQUIRE);
        if (got == SIGNAL_TIMER && !ended) {
            // A copy, as the timer may be deleted meanwhile.
            struct __thread_timer *copy = malloc(sizeof *copy);
            pthread_t thread;
            if (copy) {
                *copy = *timer;
                if (pthread_create(&thread, &timer->attributes, call, copy) != 0) {
                    free(copy);
                }
            }
        }
    }
    free(timer);
    return NULL;
}

static int start_listener(struct __thread_timer *timer) {
    pthread_attr_t attributes;
    unsigned long all = ~0UL;
    unsigned long before;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    // The listener inherits a mask that lets nothing through but what it waits for.
    __syscall4(SYS_rt_sigprocmask, SIG_SETMASK, &all, &before, 8);
    int problem = pthread_create(&timer->listener, &attributes, listen, timer);
    __syscall4(SYS_rt_sigprocmask, SIG_SETMASK, &before, 0, 8);
    return problem;
}

void __timer_end_thread(struct __thread_timer *timer) {
    int tid = ((struct __pthread *)timer->listener)->tid;
    __atomic_store_n(&timer->ended, 1, __ATOMIC_RELEASE);
    __syscall3(SYS_tgkill, getpid(), tid, SIGNAL_TIMER);
}

int __timer_create_thread(clockid_t clock, const struct sigevent *event, timer_t *result) {
    struct __thread_timer *timer = calloc(1, sizeof *timer);
    if (!timer) {
        errno = EAGAIN;
        return -1;
    }
    timer->function = event->sigev_notify_function;
    timer->value = event->sigev_value;
    if (event->sigev_notify_attributes) {
        timer->attributes = *(const pthread_attr_t *)event->sigev_notify_attributes;
    } else {
        pthread_attr_init(&timer->attributes);
    }
    pthread_attr_setdetachstate(&timer->attributes, PTHREAD_CREATE_DETACHED);
    int problem = start_listener(timer);
    if (problem) {
        free(timer);
        errno = problem;
        return -1;
    }
    struct sigevent wanted;
    memset(&wanted, 0, sizeof wanted);
    wanted.sigev_notify = SIGEV_THREAD_ID;
    wanted.sigev_signo = SIGNAL_TIMER;
    wanted.sigev_notify_thread_id = ((struct __pthread *)timer->listener)->tid;
    long answer = __syscall_result(__syscall3(SYS_timer_create, clock, &wanted, &timer->number));
    if (answer < 0) {
        __timer_end_thread(timer);
        return -1;
    }
    *result = (timer_t)((unsigned long)timer >> 1 | 1UL << 63);
    return 0;
}
