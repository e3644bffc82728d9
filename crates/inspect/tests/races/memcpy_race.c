#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

static char text[16];

static void *producer(void *unused) {
    (void)unused;
    strcpy(text, "hello");
    return NULL;
}

static void *consumer(void *unused) {
    (void)unused;
    char copy[16];
    memcpy(copy, text, sizeof copy);
    printf("%d\n", copy[0] != 0);
    return NULL;
}

int main(void) {
    pthread_t one, two;
    pthread_create(&one, NULL, producer, NULL);
    pthread_create(&two, NULL, consumer, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
}
