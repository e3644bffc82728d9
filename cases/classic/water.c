// H2O: two hydrogen and one oxygen bond together; a barrier keeps the molecules apart.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { MOLECULES = 10 };
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t barrier;
static sem_t hydrogen_queue, oxygen_queue;
static int hydrogens, oxygens, wrong;
static char bonded[3 * MOLECULES + 1];
static int count;

static void bond(char atom) {
    bonded[__atomic_fetch_add(&count, 1, __ATOMIC_SEQ_CST)] = atom;
}

static void *oxygen(void *argument) {
    pthread_mutex_lock(&mutex);
    oxygens++;
    if (hydrogens >= 2) {
        sem_post(&hydrogen_queue);
        sem_post(&hydrogen_queue);
        hydrogens -= 2;
        sem_post(&oxygen_queue);
        oxygens--;
    } else {
        pthread_mutex_unlock(&mutex);
    }
    sem_wait(&oxygen_queue);
    bond('O');
    pthread_barrier_wait(&barrier);
    pthread_mutex_unlock(&mutex);
    return argument;
}

static void *hydrogen(void *argument) {
    pthread_mutex_lock(&mutex);
    hydrogens++;
    if (hydrogens >= 2 && oxygens >= 1) {
        sem_post(&hydrogen_queue);
        sem_post(&hydrogen_queue);
        hydrogens -= 2;
        sem_post(&oxygen_queue);
        oxygens--;
    } else {
        pthread_mutex_unlock(&mutex);
    }
    sem_wait(&hydrogen_queue);
    bond('H');
    pthread_barrier_wait(&barrier);
    return argument;
}

int main(void) {
    pthread_t threads[3 * MOLECULES];
    pthread_barrier_init(&barrier, NULL, 3);
    sem_init(&hydrogen_queue, 0, 0);
    sem_init(&oxygen_queue, 0, 0);
    for (int i = 0; i < 3 * MOLECULES; i++) {
        pthread_create(&threads[i], NULL, i % 3 == 0 ? oxygen : hydrogen, NULL);
    }
    for (int i = 0; i < 3 * MOLECULES; i++) {
        pthread_join(threads[i], NULL);
    }
    for (int i = 0; i < 3 * MOLECULES; i += 3) {
        int oxygen_atoms = (bonded[i] == 'O') + (bonded[i + 1] == 'O') + (bonded[i + 2] == 'O');
        wrong += oxygen_atoms != 1;
    }
    printf("%d atoms, wrong molecules: %d\n", count, wrong);
    return 0;
}
