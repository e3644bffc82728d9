// exit in any thread ends the process with its status.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *ends(void *argument) {
    printf("exit(%d)\n", *(int *)argument);
    exit(*(int *)argument);
}

int main(void) {
    pthread_t thread;
    int status = 7;
    pthread_create(&thread, NULL, ends, &status);
    for (;;) {
        pause();
    }
}
