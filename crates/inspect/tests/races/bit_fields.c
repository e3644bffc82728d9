#include <pthread.h>
#include <stdio.h>

// Bit-fields beside each other are one object (C11 3.14p3).
static struct {
    unsigned a : 4, b : 4;
} all;

static void *first(void *unused) {
    (void)unused;
    all.a = 1;
    return NULL;
}

static void *second(void *unused) {
    (void)unused;
    all.b = 2;
    return NULL;
}

int main(void) {
    pthread_t one, two;
    pthread_create(&one, NULL, first, NULL);
    pthread_create(&two, NULL, second, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    printf("%d\n", all.a + all.b);
}
