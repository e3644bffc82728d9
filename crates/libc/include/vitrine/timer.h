// Timers that call a function in a thread: between time/timer.c and thread/timer.c. The kernel's numbers are not negative;
// such a timer is a negative number, half the address of its description.
#ifndef _VITRINE_TIMER_H
#define _VITRINE_TIMER_H
#include <pthread.h>
#include <signal.h>
#include <time.h>

struct __thread_timer {
    int number;
    int ended;
    pthread_t listener;
    void (*function)(union sigval);
    union sigval value;
    pthread_attr_t attributes;
};
static inline struct __thread_timer *__timer_thread(timer_t timer) {
    return (long)timer < 0 ? (struct __thread_timer *)((unsigned long)timer << 1) : NULL;
}
int __timer_create_thread(clockid_t clock, const struct sigevent *event, timer_t *timer);
void __timer_end_thread(struct __thread_timer *timer);
#endif
