// A thread blocked in fgets is cancelled; the stream can be used by others afterwards.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

static sem_t ready;
static FILE *stream;

static void leaving(void *argument) {
    printf("leaving %s\n", (char *)argument);
}

static void *reads(void *argument) {
    char line[32];
    pthread_cleanup_push(leaving, "fgets");
    sem_post(&ready);
    fgets(line, sizeof line, stream);
    printf("not reached\n");
    pthread_cleanup_pop(0);
    return argument;
}

int main(void) {
    int fds[2];
    pthread_t thread;
    void *result;
    char line[32];
    pipe(fds);
    stream = fdopen(fds[0], "r");
    sem_init(&ready, 0, 0);
    pthread_create(&thread, NULL, reads, NULL);
    sem_wait(&ready);
    usleep(20000);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    printf("cancelled %d\n", result == PTHREAD_CANCELED);
    write(fds[1], "for main\n", 9);
    printf("main reads %s", fgets(line, sizeof line, stream));
    return 0;
}
