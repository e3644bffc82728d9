// A real-time thread leaves no time for an ordinary one.
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

static void *ordinary(void *nothing) {
    puts("the ordinary thread runs");
    return nothing;
}

int main(void) {
    pthread_t thread;
    pthread_attr_t attributes;
    struct sched_param urgent = {.sched_priority = 10}, none = {0};
    sched_setscheduler(0, SCHED_RR, &urgent);
    pthread_attr_init(&attributes);
    pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
    pthread_attr_setschedpolicy(&attributes, SCHED_OTHER);
    pthread_attr_setschedparam(&attributes, &none);
    pthread_create(&thread, &attributes, ordinary, 0);
    for (volatile int i = 0; i < 1300000; i++) {
    }
    pthread_join(thread, 0);
    return 0;
}
