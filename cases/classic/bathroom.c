// The unisex bathroom: three people at most, never of both kinds; a turnstile keeps either kind from starving.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { PEOPLE = 10, ROOM = 3, VISITS = 5 };
static sem_t turnstile, empty, places[2], counts[2];
static int inside[2], broken;

static void *visits(void *argument) {
    int kind = (int)(long)argument;
    for (int visit = 0; visit < VISITS; visit++) {
        sem_wait(&turnstile);
        sem_wait(&counts[kind]);
        if (++inside[kind] == 1) {
            sem_wait(&empty);
        }
        sem_post(&counts[kind]);
        sem_post(&turnstile);
        sem_wait(&places[kind]);
        if (__atomic_load_n(&inside[1 - kind], __ATOMIC_SEQ_CST) > 1) {
            // One may stand at the door, having counted itself; more cannot.
            __atomic_store_n(&broken, 1, __ATOMIC_SEQ_CST);
        }
        sem_post(&places[kind]);
        sem_wait(&counts[kind]);
        if (--inside[kind] == 0) {
            sem_post(&empty);
        }
        sem_post(&counts[kind]);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[PEOPLE];
    sem_init(&turnstile, 0, 1);
    sem_init(&empty, 0, 1);
    for (int i = 0; i < 2; i++) {
        sem_init(&places[i], 0, ROOM);
        sem_init(&counts[i], 0, 1);
    }
    for (long i = 0; i < PEOPLE; i++) {
        pthread_create(&threads[i], NULL, visits, (void *)(i % 2));
    }
    for (int i = 0; i < PEOPLE; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("left inside %d and %d, both kinds at once: %d\n", inside[0], inside[1], broken);
    return 0;
}
