// Keys run out at PTHREAD_KEYS_MAX; a key is used again after its deletion, with NULL in every thread.
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_key_t keys[2000];

int main(void) {
    int count = 0, error = 0;
    while (count < 2000 && (error = pthread_key_create(&keys[count], NULL)) == 0) {
        count++;
    }
    printf("created about as many as allowed: %d, then %s\n", count > PTHREAD_KEYS_MAX - 20 && count <= PTHREAD_KEYS_MAX,
           strerror(error));
    pthread_setspecific(keys[5], "old");
    printf("delete: %d\n", pthread_key_delete(keys[5]));
    printf("delete again: %s\n", strerror(pthread_key_delete(keys[5])));
    printf("set a deleted one: %s\n", strerror(pthread_setspecific(keys[5], "x")));
    pthread_key_t fresh;
    printf("create: %d\n", pthread_key_create(&fresh, NULL));
    printf("reads NULL: %d\n", pthread_getspecific(fresh) == NULL);
    printf("set a wrong one: %s\n", strerror(pthread_setspecific((pthread_key_t)99999, "x")));
    printf("get a wrong one: %d\n", pthread_getspecific((pthread_key_t)99999) == NULL);
    return 0;
}
