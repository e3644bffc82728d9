#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

static sem_t done;

static void *work(void *unused) {
    (void)unused;
    int numbers[64];
    for (int i = 0; i < 64; i++) {
        numbers[i] = i;
    }
    if (numbers[63] == 63) {
        sem_post(&done);
    }
    return NULL;
}

int main(void) {
    sem_init(&done, 0, 0);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    for (int i = 0; i < 6; i++) {
        pthread_t thread;
        pthread_create(&thread, &attributes, work, NULL);
    }
    for (int i = 0; i < 6; i++) {
        sem_wait(&done);
    }
    usleep(1000);
    puts("done");
}
