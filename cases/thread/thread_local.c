// _Thread_local variables: each thread has its own, with the initial value; errno is one.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static _Thread_local int number = 7;
static __thread char text[16] = "fresh";
_Thread_local long zero;

static void *changes(void *argument) {
    int *others = argument;
    printf("in the thread: %d %s %ld, another place: %d\n", number, text, zero, others != &number);
    number = 99;
    zero = 5;
    text[0] = 'F';
    close(-1);
    printf("thread's errno is EBADF: %d\n", errno == EBADF);
    return NULL;
}

int main(void) {
    pthread_t thread;
    number = 8;
    errno = 0;
    for (int i = 0; i < 2; i++) {
        pthread_create(&thread, NULL, changes, &number);
        pthread_join(thread, NULL);
    }
    printf("in main: %d %s %ld, errno %d\n", number, text, zero, errno);
    return 0;
}
