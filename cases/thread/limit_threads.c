// RLIMIT_NPROC counts threads: pthread_create says EAGAIN; ended ones make room.
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

static sem_t go;

static void *waits(void *argument) {
    sem_wait(&go);
    return argument;
}

int main(void) {
    pthread_t threads[20];
    struct rlimit limit = {5, 5};
    int count = 0, error = 0;
    sem_init(&go, 0, 0);
    setrlimit(RLIMIT_NPROC, &limit);
    while (count < 20 && (error = pthread_create(&threads[count], NULL, waits, NULL)) == 0) {
        count++;
    }
    // Processes of the user outside count too, so fewer may be allowed.
    printf("at most 4 threads beside main: %d, then %s\n", count <= 4, strerror(error));
    for (int i = 0; i < count; i++) {
        sem_post(&go);
    }
    for (int i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
    }
    if (count > 0) {
        sem_post(&go);
        error = pthread_create(&threads[0], NULL, waits, NULL);
        pthread_join(threads[0], NULL);
    }
    printf("again: %d\n", count > 0 ? error : 0);
    return 0;
}
