// The cigarette smokers, with pushers (Parnas): the agent puts two things on the table, and only who has the third may smoke.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { ROUNDS = 30 };
static sem_t agent, thing[3], smoker[3];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int on_table[3], smoked[3], due[3];

static void *pushes(void *argument) {
    int mine = (int)(long)argument;
    for (;;) {
        sem_wait(&thing[mine]);
        pthread_mutex_lock(&mutex);
        int other = (mine + 1) % 3, third = (mine + 2) % 3;
        if (on_table[other]) {
            on_table[other] = 0;
            sem_post(&smoker[third]);
        } else if (on_table[third]) {
            on_table[third] = 0;
            sem_post(&smoker[other]);
        } else {
            on_table[mine] = 1;
        }
        pthread_mutex_unlock(&mutex);
    }
    return NULL;
}

static void *smokes(void *argument) {
    int mine = (int)(long)argument;
    for (;;) {
        sem_wait(&smoker[mine]);
        smoked[mine]++;
        sem_post(&agent);
    }
    return NULL;
}

int main(void) {
    pthread_t thread;
    sem_init(&agent, 0, 1);
    for (long i = 0; i < 3; i++) {
        sem_init(&thing[i], 0, 0);
        sem_init(&smoker[i], 0, 0);
        pthread_create(&thread, NULL, pushes, (void *)i);
        pthread_create(&thread, NULL, smokes, (void *)i);
    }
    for (int round = 0; round < ROUNDS; round++) {
        int missing = round * round % 3;
        sem_wait(&agent);
        due[missing]++;
        sem_post(&thing[(missing + 1) % 3]);
        sem_post(&thing[(missing + 2) % 3]);
    }
    sem_wait(&agent);
    for (int i = 0; i < 3; i++) {
        printf("smoker %d smoked %d of %d\n", i, smoked[i], due[i]);
    }
    return 0;
}
