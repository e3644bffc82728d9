// Spin locks: EBUSY for anybody; pthread_once runs once, also when its function is cancelled in between.
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static pthread_spinlock_t spin;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t inside;
static int begun, finished;

static void first(void) {
    begun++;
    if (begun == 1) {
        sem_post(&inside);
        sleep(1000);
    }
    finished++;
}

static void *calls(void *argument) {
    pthread_once(&once, first);
    return argument;
}

static void *tries(void *argument) {
    printf("other: trylock %s\n", strerror(pthread_spin_trylock(&spin)));
    return argument;
}

int main(void) {
    pthread_t thread, second;
    void *result;
    pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
    int locked = pthread_spin_lock(&spin), again = pthread_spin_trylock(&spin);
    printf("lock %d, trylock of mine %s\n", locked, strerror(again));
    pthread_create(&thread, NULL, tries, NULL);
    pthread_join(thread, NULL);
    int unlocked = pthread_spin_unlock(&spin);
    printf("unlock %d, trylock %d\n", unlocked, pthread_spin_trylock(&spin));
    sem_init(&inside, 0, 0);
    pthread_create(&thread, NULL, calls, NULL);
    sem_wait(&inside);
    pthread_create(&second, NULL, calls, NULL);
    usleep(30000);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    printf("cancelled %d\n", result == PTHREAD_CANCELED);
    pthread_join(second, NULL);
    printf("begun %d, finished %d\n", begun, finished);
    pthread_once(&once, first);
    printf("and no more: %d\n", begun);
    return 0;
}
