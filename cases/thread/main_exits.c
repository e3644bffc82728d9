// pthread_exit in main lets the others go on; the last thread's end is exit(0), with atexit functions and flushing.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_t main_thread;

static void at_exit(void) {
    printf("atexit\n");
}

static void *goes_on(void *argument) {
    pthread_join(main_thread, NULL);
    printf("main has ended, %s goes on\n", (char *)argument);
    return NULL;
}

int main(void) {
    pthread_t thread;
    atexit(at_exit);
    main_thread = pthread_self();
    pthread_create(&thread, NULL, goes_on, "the thread");
    printf("main ends\n");
    pthread_exit(NULL);
}
