// The sleeping barber: customers beyond the chairs go away; all others are served one by one.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { CHAIRS = 3, CUSTOMERS = 12 };
static sem_t customers, barber_ready, cut_done;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int waiting, served, turned_away, in_chair, broken, closing;

static void *cuts(void *argument) {
    for (;;) {
        sem_wait(&customers);
        pthread_mutex_lock(&mutex);
        int stop = closing && waiting == 0;
        if (!stop) {
            waiting--;
        }
        pthread_mutex_unlock(&mutex);
        if (stop) {
            return argument;
        }
        broken |= ++in_chair > 1;
        sem_post(&barber_ready);
        served++;
        in_chair--;
        sem_post(&cut_done);
    }
}

static void *comes(void *argument) {
    pthread_mutex_lock(&mutex);
    if (waiting == CHAIRS) {
        turned_away++;
        pthread_mutex_unlock(&mutex);
        return argument;
    }
    waiting++;
    broken |= waiting > CHAIRS;
    pthread_mutex_unlock(&mutex);
    sem_post(&customers);
    sem_wait(&barber_ready);
    sem_wait(&cut_done);
    return argument;
}

int main(void) {
    pthread_t barber, people[CUSTOMERS];
    sem_init(&customers, 0, 0);
    sem_init(&barber_ready, 0, 0);
    sem_init(&cut_done, 0, 0);
    pthread_create(&barber, NULL, cuts, NULL);
    for (int i = 0; i < CUSTOMERS; i++) {
        pthread_create(&people[i], NULL, comes, NULL);
    }
    for (int i = 0; i < CUSTOMERS; i++) {
        pthread_join(people[i], NULL);
    }
    pthread_mutex_lock(&mutex);
    closing = 1;
    pthread_mutex_unlock(&mutex);
    sem_post(&customers);
    pthread_join(barber, NULL);
    printf("served and turned away: %d, broken %d\n", served + turned_away, broken);
    return 0;
}
