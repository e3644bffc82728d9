// pthread_setschedparam and attributes of scheduling: what an ordinary user may, what is inherited.
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

static void *looks(void *argument) {
    struct sched_param parameters;
    int policy;
    pthread_getschedparam(pthread_self(), &policy, &parameters);
    printf("%s: policy %d, priority %d\n", (char *)argument, policy, parameters.sched_priority);
    return NULL;
}

int main(void) {
    pthread_t thread;
    pthread_attr_t attributes;
    struct sched_param parameters = {0};
    int value;
    pthread_attr_init(&attributes);
    pthread_attr_getinheritsched(&attributes, &value);
    printf("inherits by default: %d\n", value == PTHREAD_INHERIT_SCHED);
    pthread_attr_getschedpolicy(&attributes, &value);
    printf("policy other by default: %d\n", value == SCHED_OTHER);
    printf("policy 77: %s\n", strerror(pthread_attr_setschedpolicy(&attributes, 77)));
    printf("scope process: %s\n", strerror(pthread_attr_setscope(&attributes, PTHREAD_SCOPE_PROCESS)));
    looks("main");
    printf("batch: %s\n", strerror(pthread_setschedparam(pthread_self(), SCHED_BATCH, &parameters)));
    pthread_create(&thread, NULL, looks, "inherits");
    pthread_join(thread, NULL);
    pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
    pthread_attr_setschedpolicy(&attributes, SCHED_OTHER);
    pthread_create(&thread, &attributes, looks, "explicit");
    pthread_join(thread, NULL);
    pthread_attr_setschedpolicy(&attributes, SCHED_FIFO);
    parameters.sched_priority = 10;
    pthread_attr_setschedparam(&attributes, &parameters);
    printf("create with FIFO: %s\n", strerror(pthread_create(&thread, &attributes, looks, "fifo")));
    printf("set FIFO: %s\n", strerror(pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters)));
    printf("FIFO with 0: %s\n", strerror(pthread_setschedparam(pthread_self(), SCHED_FIFO, &(struct sched_param){0})));
    printf("prio 5: %s\n", strerror(pthread_setschedprio(pthread_self(), 5)));
    return 0;
}
