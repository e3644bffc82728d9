#include <pthread.h>
#include <stdio.h>

// Bytes beside each other, and members of one structure, are different objects (C11 3.14).
static struct {
    char a, b;
    short c;
    int d;
} all;

static void *first(void *unused) {
    (void)unused;
    all.a = 1;
    all.c = 3;
    return NULL;
}

static void *second(void *unused) {
    (void)unused;
    all.b = 2;
    all.d = 4;
    return NULL;
}

int main(void) {
    pthread_t one, two;
    pthread_create(&one, NULL, first, NULL);
    pthread_create(&two, NULL, second, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    printf("%d\n", all.a + all.b + all.c + all.d);
}
