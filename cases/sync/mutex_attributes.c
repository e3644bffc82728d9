// Mutex attributes: type, process-shared, protocol, robustness: defaults, what is kept, what is refused.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    pthread_mutexattr_t attributes;
    int type, shared, protocol, robust;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_gettype(&attributes, &type);
    pthread_mutexattr_getpshared(&attributes, &shared);
    pthread_mutexattr_getprotocol(&attributes, &protocol);
    pthread_mutexattr_getrobust(&attributes, &robust);
    printf("default: type default %d, private %d, no protocol %d, stalled %d\n", type == PTHREAD_MUTEX_DEFAULT,
           shared == PTHREAD_PROCESS_PRIVATE, protocol == PTHREAD_PRIO_NONE, robust == PTHREAD_MUTEX_STALLED);
    printf("normal is default: %d\n", PTHREAD_MUTEX_NORMAL == PTHREAD_MUTEX_DEFAULT);
    printf("type 77: %s\n", strerror(pthread_mutexattr_settype(&attributes, 77)));
    printf("shared 77: %s\n", strerror(pthread_mutexattr_setpshared(&attributes, 77)));
    printf("protocol 77: %s\n", strerror(pthread_mutexattr_setprotocol(&attributes, 77)));
    printf("robust 77: %s\n", strerror(pthread_mutexattr_setrobust(&attributes, 77)));
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutexattr_gettype(&attributes, &type);
    pthread_mutexattr_getpshared(&attributes, &shared);
    pthread_mutexattr_getprotocol(&attributes, &protocol);
    pthread_mutexattr_getrobust(&attributes, &robust);
    printf("kept together: %d %d %d %d\n", type == PTHREAD_MUTEX_RECURSIVE, shared == PTHREAD_PROCESS_SHARED,
           protocol == PTHREAD_PRIO_INHERIT, robust == PTHREAD_MUTEX_ROBUST);
    pthread_mutex_t mutex;
    printf("init: %d\n", pthread_mutex_init(&mutex, &attributes));
    printf("lock %d, ", pthread_mutex_lock(&mutex));
    printf("again %d, ", pthread_mutex_lock(&mutex));
    printf("unlock %d, ", pthread_mutex_unlock(&mutex));
    printf("unlock %d, ", pthread_mutex_unlock(&mutex));
    printf("once more: %s\n", strerror(pthread_mutex_unlock(&mutex)));
    printf("destroy: %d\n", pthread_mutex_destroy(&mutex));
    return 0;
}
