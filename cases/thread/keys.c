// Thread-specific values and their destructors.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_key_t name_key, again_key;
static int rounds;

static void free_name(void *value) {
    printf("destructor of \"%s\", value now %p\n", (char *)value, pthread_getspecific(name_key));
    free(value);
}

static void sets_again(void *value) {
    rounds++;
    pthread_setspecific(again_key, value);
}

static void *works(void *argument) {
    printf("before: %p\n", pthread_getspecific(name_key));
    pthread_setspecific(name_key, strdup(argument));
    printf("after: %s\n", (char *)pthread_getspecific(name_key));
    return NULL;
}

static void *repeats(void *argument) {
    pthread_setspecific(again_key, argument);
    return NULL;
}

int main(void) {
    pthread_t thread;
    printf("create %d\n", pthread_key_create(&name_key, free_name));
    pthread_setspecific(name_key, "main's");
    pthread_create(&thread, NULL, works, "one");
    pthread_join(thread, NULL);
    pthread_create(&thread, NULL, works, "two");
    pthread_join(thread, NULL);
    printf("main: %s\n", (char *)pthread_getspecific(name_key));
    pthread_key_create(&again_key, sets_again);
    pthread_create(&thread, NULL, repeats, "x");
    pthread_join(thread, NULL);
    printf("destructor rounds %d\n", rounds);
    printf("delete %d\n", pthread_key_delete(name_key));
    printf("set: %s\n", strerror(pthread_setspecific(name_key, "x")));
    printf("get: %p\n", pthread_getspecific(name_key));
    return 0;
}
