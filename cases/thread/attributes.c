// Thread attributes: defaults, what is kept and what is refused.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *uses_stack(void *argument) {
    volatile char room[200000];
    room[0] = 1;
    room[sizeof room - 1] = 2;
    pthread_attr_t attributes;
    size_t size;
    void *stack;
    pthread_getattr_np(pthread_self(), &attributes);
    pthread_attr_getstack(&attributes, &stack, &size);
    int inside = (char *)room >= (char *)stack && (char *)room < (char *)stack + size;
    printf("in the thread: room on its stack %d, size at least wanted %d\n", inside, size >= 262144);
    pthread_attr_destroy(&attributes);
    return argument;
}

int main(void) {
    pthread_attr_t attributes;
    pthread_t thread;
    size_t size;
    int value;
    struct sched_param parameters;
    printf("init %d\n", pthread_attr_init(&attributes));
    pthread_attr_getdetachstate(&attributes, &value);
    printf("joinable %d\n", value == PTHREAD_CREATE_JOINABLE);
    pthread_attr_getguardsize(&attributes, &size);
    printf("guard %zu\n", size);
    pthread_attr_getinheritsched(&attributes, &value);
    printf("inherits %d\n", value == PTHREAD_INHERIT_SCHED);
    pthread_attr_getschedpolicy(&attributes, &value);
    printf("other %d\n", value == SCHED_OTHER);
    pthread_attr_getschedparam(&attributes, &parameters);
    printf("priority %d\n", parameters.sched_priority);
    pthread_attr_getscope(&attributes, &value);
    printf("system scope %d\n", value == PTHREAD_SCOPE_SYSTEM);
    printf("small stack: %s\n", strerror(pthread_attr_setstacksize(&attributes, 100)));
    printf("bad state: %s\n", strerror(pthread_attr_setdetachstate(&attributes, 5)));
    printf("process scope: %s\n", strerror(pthread_attr_setscope(&attributes, PTHREAD_SCOPE_PROCESS)));
    printf("stack: %d\n", pthread_attr_setstacksize(&attributes, 262144));
    pthread_attr_getstacksize(&attributes, &size);
    printf("stack %zu\n", size);
    pthread_create(&thread, &attributes, uses_stack, NULL);
    pthread_join(thread, NULL);
    char *own = aligned_alloc(4096, 262144);
    pthread_attr_setstack(&attributes, own, 262144);
    pthread_create(&thread, &attributes, uses_stack, NULL);
    pthread_join(thread, NULL);
    free(own);
    printf("destroy %d\n", pthread_attr_destroy(&attributes));
    return 0;
}
