// A mutex and a condition variable in memory that two processes share.
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int turn;
    int count;
};

int main(void) {
    struct shared *s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t mutex_attributes;
    pthread_condattr_t cond_attributes;
    pthread_mutexattr_init(&mutex_attributes);
    pthread_mutexattr_setpshared(&mutex_attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->mutex, &mutex_attributes);
    pthread_condattr_init(&cond_attributes);
    pthread_condattr_setpshared(&cond_attributes, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&s->changed, &cond_attributes);
    int me = fork() == 0;
    for (int i = 0; i < 3; i++) {
        pthread_mutex_lock(&s->mutex);
        while (s->turn != me) {
            pthread_cond_wait(&s->changed, &s->mutex);
        }
        s->count++;
        s->turn = !me;
        pthread_cond_signal(&s->changed);
        pthread_mutex_unlock(&s->mutex);
    }
    if (me) {
        _exit(0);
    }
    wait(NULL);
    printf("counted %d, turn of %d\n", s->count, s->turn);
    return 0;
}
