// Order at a thread's end: clean-up functions last first, then destructors of keys, as often as values come back (4 rounds).
#include <limits.h>
#include <pthread.h>
#include <stdio.h>

static pthread_key_t again, once;
static int rounds;

static void cleans(void *argument) {
    printf("clean-up %s, value of the key %s\n", (char *)argument, (char *)pthread_getspecific(once));
}

static void once_destroyed(void *value) {
    printf("destructor of %s, the key reads %s\n", (char *)value, pthread_getspecific(once) ? "set" : "NULL");
}

static void again_destroyed(void *value) {
    rounds++;
    pthread_setspecific(again, value);
}

static void *ends(void *argument) {
    pthread_setspecific(once, "one");
    pthread_setspecific(again, "two");
    pthread_cleanup_push(cleans, "first");
    pthread_cleanup_push(cleans, "second");
    pthread_exit(argument);
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return NULL;
}

int main(void) {
    pthread_t thread;
    void *result;
    pthread_key_create(&once, once_destroyed);
    pthread_key_create(&again, again_destroyed);
    pthread_create(&thread, NULL, ends, "result");
    pthread_join(thread, &result);
    printf("%s; %d rounds, PTHREAD_DESTRUCTOR_ITERATIONS %d\n", (char *)result, rounds, PTHREAD_DESTRUCTOR_ITERATIONS);
    pthread_key_delete(once);
    printf("a deleted key reads %s\n", pthread_getspecific(once) ? "set" : "NULL");
    return 0;
}
