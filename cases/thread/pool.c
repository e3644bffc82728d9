// A pool of workers takes jobs off a list until it is closed.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct job {
    long number;
    struct job *next;
};
static struct job *jobs;
static int closed;
static long results[40];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;

static struct job *take(void) {
    pthread_mutex_lock(&mutex);
    while (!jobs && !closed) {
        pthread_cond_wait(&more, &mutex);
    }
    struct job *job = jobs;
    if (job) {
        jobs = job->next;
    }
    pthread_mutex_unlock(&mutex);
    return job;
}

static void *works(void *argument) {
    long done = 0;
    struct job *job;
    while ((job = take())) {
        results[job->number] = job->number * job->number;
        free(job);
        done++;
    }
    return (void *)done;
}

int main(void) {
    pthread_t workers[3];
    long all = 0, sum = 0;
    for (int i = 0; i < 3; i++) {
        pthread_create(&workers[i], NULL, works, NULL);
    }
    for (long i = 0; i < 40; i++) {
        struct job *job = malloc(sizeof *job);
        job->number = i;
        pthread_mutex_lock(&mutex);
        job->next = jobs;
        jobs = job;
        pthread_cond_signal(&more);
        pthread_mutex_unlock(&mutex);
    }
    pthread_mutex_lock(&mutex);
    closed = 1;
    pthread_cond_broadcast(&more);
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < 3; i++) {
        void *done;
        pthread_join(workers[i], &done);
        all += (long)done;
    }
    for (int i = 0; i < 40; i++) {
        sum += results[i];
    }
    printf("%ld jobs done, sum %ld\n", all, sum);
    return 0;
}
