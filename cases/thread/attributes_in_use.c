// pthread_getattr_np of a running thread: the stack it has, its size, and detached or not; a stack of one's own.
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *own;

static void *looks(void *argument) {
    pthread_attr_t attributes;
    void *stack;
    size_t size, guard;
    int detached;
    char here;
    pthread_getattr_np(pthread_self(), &attributes);
    pthread_attr_getstack(&attributes, &stack, &size);
    pthread_attr_getguardsize(&attributes, &guard);
    pthread_attr_getdetachstate(&attributes, &detached);
    printf("%s: on its stack %d, size %zu, joinable %d", (char *)argument, &here > (char *)stack && &here < (char *)stack + size,
           size / 1024, detached == PTHREAD_CREATE_JOINABLE);
    printf("%s\n", stack == own ? ", the one given" : "");
    pthread_attr_destroy(&attributes);
    return NULL;
}

int main(void) {
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    printf("too small: %s\n", strerror(pthread_attr_setstacksize(&attributes, PTHREAD_STACK_MIN - 1)));
    pthread_attr_setstacksize(&attributes, 256 * 1024);
    pthread_create(&thread, &attributes, looks, "256 KiB");
    pthread_join(thread, NULL);
    own = aligned_alloc(4096, 128 * 1024);
    printf("a stack of one's own: %d\n", pthread_attr_setstack(&attributes, own, 128 * 1024));
    pthread_create(&thread, &attributes, looks, "own");
    pthread_join(thread, NULL);
    printf("detached 77: %s\n", strerror(pthread_attr_setdetachstate(&attributes, 77)));
    printf("join itself: %s\n", strerror(pthread_join(pthread_self(), NULL)));
    return 0;
}
