// A thread's name.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void *named(void *argument) {
    char name[16];
    printf("set %d, ", pthread_setname_np(pthread_self(), "worker"));
    pthread_getname_np(pthread_self(), name, sizeof name);
    printf("now %s\n", name);
    return argument;
}

int main(void) {
    pthread_t thread;
    char small[4];
    pthread_create(&thread, NULL, named, NULL);
    pthread_join(thread, NULL);
    printf("long: %s\n", strerror(pthread_setname_np(pthread_self(), "sixteen letters!")));
    printf("small: %s\n", strerror(pthread_getname_np(pthread_self(), small, sizeof small)));
    return 0;
}
