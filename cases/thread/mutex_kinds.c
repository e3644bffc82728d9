// Normal, recursive and error-checking mutexes: what locking again and unlocking by others answer.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t mutex;

static void *other(void *argument) {
    int *answers = argument;
    answers[0] = pthread_mutex_trylock(&mutex);
    answers[1] = answers[0] == 0 ? 0 : pthread_mutex_unlock(&mutex);
    return NULL;
}

static void show(const char *name, int kind) {
    pthread_mutexattr_t attributes;
    int answers[2];
    pthread_t thread;
    pthread_mutexattr_init(&attributes);
    printf("%s: settype %d", name, pthread_mutexattr_settype(&attributes, kind));
    pthread_mutex_init(&mutex, &attributes);
    printf(", lock %d", pthread_mutex_lock(&mutex));
    printf(", trylock \"%s\"", strerror(pthread_mutex_trylock(&mutex)));
    if (kind != PTHREAD_MUTEX_NORMAL) {
        printf(", lock again \"%s\"", strerror(pthread_mutex_lock(&mutex)));
        pthread_create(&thread, NULL, other, answers);
        pthread_join(thread, NULL);
        printf(", other: trylock \"%s\", unlock \"%s\"", strerror(answers[0]), strerror(answers[1]));
    }
    printf(", destroy \"%s\"\n  unlocks:", strerror(pthread_mutex_destroy(&mutex)));
    for (int i = 0; i < 4; i++) {
        printf(" \"%s\"", kind == PTHREAD_MUTEX_NORMAL && i > 0 ? "-" : strerror(pthread_mutex_unlock(&mutex)));
    }
    printf("\n");
}

int main(void) {
    show("normal", PTHREAD_MUTEX_NORMAL);
    show("recursive", PTHREAD_MUTEX_RECURSIVE);
    show("error checking", PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutexattr_t attributes;
    int value;
    pthread_mutexattr_init(&attributes);
    printf("bad type: %s\n", strerror(pthread_mutexattr_settype(&attributes, 77)));
    pthread_mutexattr_gettype(&attributes, &value);
    printf("default type is %s\n", value == PTHREAD_MUTEX_DEFAULT ? "default" : "another");
    pthread_mutexattr_getpshared(&attributes, &value);
    printf("shared %d, ", value);
    pthread_mutexattr_getrobust(&attributes, &value);
    printf("robust %d\n", value);
    return 0;
}
