// A waiting writer keeps new readers out only with PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static pthread_rwlock_t lock;

static void *writes(void *argument) {
    pthread_rwlock_wrlock(&lock);
    pthread_rwlock_unlock(&lock);
    return argument;
}

static void *tries_to_read(void *argument) {
    *(int *)argument = pthread_rwlock_tryrdlock(&lock);
    if (*(int *)argument == 0) {
        pthread_rwlock_unlock(&lock);
    }
    return NULL;
}

static void tries(const char *name, int kind) {
    pthread_rwlockattr_t attributes;
    pthread_t writer, reader;
    int answer;
    pthread_rwlockattr_init(&attributes);
    printf("%s: set %d, ", name, pthread_rwlockattr_setkind_np(&attributes, kind));
    pthread_rwlock_init(&lock, &attributes);
    pthread_rwlock_rdlock(&lock);
    pthread_create(&writer, NULL, writes, NULL);
    usleep(40000);
    pthread_create(&reader, NULL, tries_to_read, &answer);
    pthread_join(reader, NULL);
    printf("a new reader while a writer waits: %s\n", answer ? strerror(answer) : "enters");
    pthread_rwlock_unlock(&lock);
    pthread_join(writer, NULL);
    pthread_rwlock_destroy(&lock);
}

int main(void) {
    tries("prefer reader", PTHREAD_RWLOCK_PREFER_READER_NP);
    tries("prefer writer", PTHREAD_RWLOCK_PREFER_WRITER_NP);
    tries("prefer writer, nonrecursive", PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlockattr_t attributes;
    pthread_rwlockattr_init(&attributes);
    printf("kind 77: %s\n", strerror(pthread_rwlockattr_setkind_np(&attributes, 77)));
    return 0;
}
