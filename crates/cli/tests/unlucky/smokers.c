// Smokers who take the two things one after the other from the table: each may hold one that another needs.
// unlucky: deadlock
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { ROUNDS = 4 };
static sem_t agent, thing[3];
static int smoked;

static void *smokes(void *argument) {
    int mine = (int)(long)argument;
    for (;;) {
        sem_wait(&thing[(mine + 1) % 3]);
        sem_wait(&thing[(mine + 2) % 3]);
        smoked++;
        sem_post(&agent);
    }
    return NULL;
}

int main(void) {
    pthread_t thread;
    sem_init(&agent, 0, 1);
    for (long i = 0; i < 3; i++) {
        sem_init(&thing[i], 0, 0);
    }
    for (long i = 0; i < 3; i++) {
        pthread_create(&thread, NULL, smokes, (void *)i);
    }
    for (int round = 0; round < ROUNDS; round++) {
        sem_wait(&agent);
        sem_post(&thing[(round + 2) % 3]);
        sem_post(&thing[(round + 1) % 3]);
    }
    sem_wait(&agent);
    printf("%d rounds smoked\n", smoked);
    return 0;
}
