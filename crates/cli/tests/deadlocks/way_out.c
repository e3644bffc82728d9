// Two threads in a circle, but one gives up after a while; a third one runs on.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

struct account {
    pthread_mutex_t lock;
    long money;
};
static struct account from, to;

static void *patient(void *unused) {
    struct account *account = &to;
    pthread_mutex_lock(&account->lock);
    usleep(1000);
    pthread_mutex_lock(&from.lock);
    pthread_mutex_unlock(&from.lock);
    pthread_mutex_unlock(&account->lock);
    return unused;
}

int main(void) {
    pthread_t thread;
    struct timespec until;
    pthread_mutex_init(&from.lock, NULL);
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&to.lock, &attributes);
    pthread_create(&thread, NULL, patient, NULL);
    pthread_mutex_lock(&from.lock);
    usleep(2000);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    printf("%d\n", pthread_mutex_timedlock(&to.lock, &until) == ETIMEDOUT);
    pthread_mutex_unlock(&from.lock);
    pthread_join(thread, NULL);
    return 0;
}
