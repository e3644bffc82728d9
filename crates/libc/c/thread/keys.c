// Values that each thread has of its own: pthread_setspecific(3).
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <vitrine/lock.h>
#include <vitrine/thread.h>

static int lock;
static void (*destructors[THREAD_KEYS])(void *);
// Odd while the key exists; a value counts only for the key under which it was set.
static unsigned serial[THREAD_KEYS];

static void nothing(void *value) {
    (void)value;
}

// Behind the values lie the serial numbers of their keys.
static int is_current(struct __pthread *self, pthread_key_t key) {
    return (unsigned long)self->values[THREAD_KEYS + key] == serial[key];
}

int pthread_key_create(pthread_key_t *key, void (*destructor)(void *)) {
    __lock(&lock);
    for (unsigned i = 0; i < THREAD_KEYS; i++) {
        if (!(serial[i] & 1)) {
            serial[i]++;
            destructors[i] = destructor ? destructor : nothing;
            __unlock(&lock);
            *key = i;
            return 0;
        }
    }
    __unlock(&lock);
    return EAGAIN;
}

int pthread_key_delete(pthread_key_t key) {
    if (key >= THREAD_KEYS || !(serial[key] & 1)) {
        return EINVAL;
    }
    __lock(&lock);
    serial[key]++;
    __unlock(&lock);
    return 0;
}

void *pthread_getspecific(pthread_key_t key) {
    struct __pthread *self = __thread_self();
    if (key >= THREAD_KEYS || !(serial[key] & 1) || !self->values) {
        return NULL;
    }
    return is_current(self, key) ? (void *)self->values[key] : NULL;
}

int pthread_setspecific(pthread_key_t key, const void *value) {
    struct __pthread *self = __thread_self();
    if (key >= THREAD_KEYS || !(serial[key] & 1)) {
        return EINVAL;
    }
    if (!self->values) {
        if (!value) {
            return 0;
        }
        self->values = calloc(2 * THREAD_KEYS, sizeof *self->values);
        if (!self->values) {
            return ENOMEM;
        }
    }
    self->values[key] = value;
    self->values[THREAD_KEYS + key] = (void *)(unsigned long)serial[key];
    return 0;
}

// Set when pthread_setspecific is linked in; destructors may set values again, a few times.
void __thread_destroy_values(struct __pthread *self) {
    int again = self->values != NULL;
    for (int round = 0; again && round < PTHREAD_DESTRUCTOR_ITERATIONS; round++) {
        again = 0;
        for (unsigned i = 0; i < THREAD_KEYS; i++) {
            void *value = (void *)self->values[i];
            if (value && (serial[i] & 1) && is_current(self, i)) {
                self->values[i] = NULL;
                destructors[i](value);
                again = 1;
            }
        }
    }
    free(self->values);
    self->values = NULL;
}
