// The static initialisers of recursive and error-checking mutexes; destroying a locked one.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t recursive = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static pthread_mutex_t checking = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;
static pthread_mutex_t plain = PTHREAD_MUTEX_INITIALIZER;

static void told(const char *what, int result) {
    printf("%s: %s\n", what, strerror(result));
}

static void *other(void *argument) {
    told("other: trylock of the recursive one", pthread_mutex_trylock(&recursive));
    told("other: unlock of the recursive one", pthread_mutex_unlock(&recursive));
    told("other: trylock of the checking one", pthread_mutex_trylock(&checking));
    told("other: unlock of the checking one", pthread_mutex_unlock(&checking));
    return argument;
}

int main(void) {
    pthread_t thread;
    told("recursive", pthread_mutex_lock(&recursive));
    told("again", pthread_mutex_lock(&recursive));
    told("by trylock", pthread_mutex_trylock(&recursive));
    told("checking", pthread_mutex_lock(&checking));
    told("again", pthread_mutex_lock(&checking));
    told("by trylock", pthread_mutex_trylock(&checking));
    told("plain", pthread_mutex_lock(&plain));
    told("by trylock", pthread_mutex_trylock(&plain));
    told("destroy a locked one", pthread_mutex_destroy(&plain));
    pthread_create(&thread, NULL, other, NULL);
    pthread_join(thread, NULL);
    told("unlock", pthread_mutex_unlock(&checking));
    told("unlock a free checking one", pthread_mutex_unlock(&checking));
    for (int i = 0; i < 4; i++) {
        told("unlock recursive", pthread_mutex_unlock(&recursive));
    }
    return 0;
}
