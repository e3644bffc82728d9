// Two who put the first lock down again when the second is taken: both may do so again and again, and nobody gets on.
// unlucky: exit 1
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

enum { TRIES = 2 };
static pthread_mutex_t locks[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static int gave_up[2];

static void *tries(void *argument) {
    int mine = (int)(long)argument;
    for (int i = 0; i < TRIES; i++) {
        pthread_mutex_lock(&locks[mine]);
        sched_yield();
        int result = pthread_mutex_trylock(&locks[1 - mine]);
        if (result == 0) {
            pthread_mutex_unlock(&locks[1 - mine]);
        }
        pthread_mutex_unlock(&locks[mine]);
        if (result == 0) {
            return NULL;
        }
    }
    gave_up[mine] = 1;
    return NULL;
}

int main(void) {
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, tries, (void *)0L);
    pthread_create(&threads[1], NULL, tries, (void *)1L);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    printf("gave up: %d %d\n", gave_up[0], gave_up[1]);
    return gave_up[0] && gave_up[1];
}
