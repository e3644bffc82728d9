// Detached threads come and go; their stacks are given back.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t done;
static int sum;

static void *works(void *argument) {
    __atomic_add_fetch(&sum, (int)(long)argument, __ATOMIC_SEQ_CST);
    sem_post(&done);
    return NULL;
}

int main(void) {
    pthread_attr_t attributes;
    pthread_t thread;
    sem_init(&done, 0, 0);
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    for (long i = 1; i <= 100; i++) {
        if (pthread_create(&thread, &attributes, works, (void *)i) != 0) {
            printf("create failed at %ld\n", i);
            return 1;
        }
        sem_wait(&done);
    }
    printf("sum %d\n", sum);
    return 0;
}
