// Two threads wait for a condition; it is signalled twice: either may go first.
// outcomes: seeds=64 runs=200
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER, all_here = PTHREAD_COND_INITIALIZER;
static int waiting, tickets, count;
static char order[3];

static void *waits(void *argument) {
    pthread_mutex_lock(&mutex);
    waiting++;
    pthread_cond_signal(&all_here);
    while (tickets == 0) {
        pthread_cond_wait(&cond, &mutex);
    }
    tickets--;
    order[count++] = *(char *)argument;
    pthread_mutex_unlock(&mutex);
    return NULL;
}

int main(void) {
    pthread_t first, second;
    pthread_create(&first, NULL, waits, "1");
    pthread_create(&second, NULL, waits, "2");
    pthread_mutex_lock(&mutex);
    while (waiting < 2) {
        pthread_cond_wait(&all_here, &mutex);
    }
    for (int i = 0; i < 2; i++) {
        tickets++;
        pthread_cond_signal(&cond);
    }
    pthread_mutex_unlock(&mutex);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("%s\n", order);
    return 0;
}
